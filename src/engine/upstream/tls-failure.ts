/** What went wrong in a TLS handshake, told from the errors of OpenSSL and Node, in a word and in a sentence. */
import type { DetailedPeerCertificate } from 'node:tls'
import { formatAuthority } from '../../kit/authority.ts'
import { alertAdvice, alertMeaning, alertOf } from './tls-alert.ts'
import { trouble, type Trouble } from './dial-failure.ts'

export type TlsPlace = {
  /** The name verified. */
  name: string
  host: string
  port: number
}

/** A handshake that broke off. Also tells alerts that a TLS 1.3 server sends after the handshake, on the first read. */
export function tlsFailure(error: unknown, place: TlsPlace): Trouble {
  const { code = '', message } = error as NodeJS.ErrnoException
  const where = formatAuthority(place.host, place.port)
  const alert = alertOf(error as NodeJS.ErrnoException)
  if (alert !== undefined) {
    const said = `${where} ended the TLS handshake with the alert ${alert}${alertMeaning(alert)}`
    return trouble('tls_alert', said, { tlsReason: alert, ...alertAdvice(alert) })
  }
  if (isNotTls(code)) {
    return trouble('tls_failed', `the server on port ${place.port} does not speak TLS (${where})`, {
      tlsReason: 'not_tls',
      hint: `If it speaks HTTP, try http://${where}.`,
    })
  }
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'ECONNABORTED') {
    return trouble('tls_failed', `${where} closed the connection during the TLS handshake`, { tlsReason: 'closed' })
  }
  const known = handshakeReasons[code]
  if (known) return trouble('tls_failed', `TLS with ${where} failed: ${known.sentence}`, { tlsReason: known.word })
  const word = code.replace(/^ERR_SSL_/, '').toLowerCase() || 'unknown'
  return trouble('tls_failed', `TLS with ${where} failed: ${reasonText(message)}`, { tlsReason: word })
}

/** A certificate that was shown and is not accepted: `code` is OpenSSL's verification error or Node's for the names. */
export function certificateFailure(
  code: string,
  place: TlsPlace,
  certificate: DetailedPeerCertificate | undefined,
  now: number,
): Trouble {
  const whose = `the certificate of ${formatAuthority(place.host, place.port)}`
  const [word, text] = certificateReason(code, place, certificate, now)
  const hint = certificateAdvice[word]
  return trouble('tls_certificate', `${whose} ${text}`, { tlsReason: word, ...(hint !== undefined && { hint }) })
}

/** Security level 2 of OpenSSL, which Node's has. */
const leastRsaBits = 2048

/** What helps where a further CA does not. */
const certificateAdvice: Readonly<Record<string, string>> = {
  expired: "The server's certificate must be renewed; -k accepts it meanwhile.",
  not_yet_valid: "Check this machine's clock and the server's certificate; -k accepts it meanwhile.",
  wrong_host: 'Ask for a name the certificate has, or use -k to accept any.',
  weak_key: "The server's certificate must be replaced; -k accepts it meanwhile.",
  cert_revoked: "The server's certificate must be replaced; -k accepts it meanwhile.",
}

function certificateReason(
  code: string,
  place: TlsPlace,
  certificate: DetailedPeerCertificate | undefined,
  now: number,
): [word: string, text: string] {
  switch (code) {
    case 'CERT_HAS_EXPIRED': {
      const expired = find(certificate, (link) => Date.parse(link.valid_to) < now)
      return [
        'expired',
        expired ? `has expired${ofChain(expired, certificate)} on ${day(expired.valid_to)}` : 'has expired',
      ]
    }
    case 'CERT_NOT_YET_VALID': {
      const early = find(certificate, (link) => Date.parse(link.valid_from) > now)
      return [
        'not_yet_valid',
        `is not yet valid${early ? `${ofChain(early, certificate)}: only from ${day(early.valid_from)}` : ''}`,
      ]
    }
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return ['self_signed', 'is self-signed and not trusted']
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return ['unknown_issuer', `was issued under a root that is not trusted: ${issuerName(last(certificate))}`]
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return [
        'unknown_issuer',
        `has an issuer that is not known: ${issuerName(last(certificate))}; its CA is not trusted, or the server does not send an intermediate`,
      ]
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return ['wrong_host', `is not for ${place.name}: it is for ${namesOf(certificate)}`]
    case 'UNSPECIFIED':
      return weakness(certificate)
    default:
      return [code.toLowerCase(), `is not accepted: ${code.toLowerCase().replaceAll('_', ' ')}`]
  }
}

/** What Node has no code for: OpenSSL's rules on strength. */
function weakness(certificate: DetailedPeerCertificate | undefined): [word: string, text: string] {
  const weak = find(certificate, ({ modulus, bits }) => modulus !== undefined && (bits ?? 0) < leastRsaBits)
  return weak
    ? ['weak_key', `is not accepted${ofChain(weak, certificate)}: an RSA key of ${weak.bits} bits is too weak`]
    : ['unspecified', 'is not accepted by OpenSSL, as with a key or a signature that is too weak']
}

/** Codes OpenSSL gives when the first bytes from the server are no TLS record. */
function isNotTls(code: string): boolean {
  return /^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|RECORD_LAYER_FAILURE|UNKNOWN_PROTOCOL)$/.test(
    code,
  )
}

const handshakeReasons: Readonly<Record<string, { word: string; sentence: string }>> = {
  ERR_SSL_UNSUPPORTED_PROTOCOL: {
    word: 'protocol_version',
    sentence: 'the server offers only versions of TLS that are too old',
  },
  ERR_SSL_WRONG_SSL_VERSION: {
    word: 'protocol_version',
    sentence: 'the server offers only versions of TLS that are too old',
  },
  ERR_SSL_NO_SHARED_CIPHER: { word: 'no_shared_cipher', sentence: 'there is no cipher both sides have' },
  ERR_SSL_WRONG_CIPHER_RETURNED: {
    word: 'no_shared_cipher',
    sentence: 'the server chose a cipher that was not offered',
  },
  ERR_SSL_DH_KEY_TOO_SMALL: { word: 'dh_key_too_small', sentence: "the server's Diffie-Hellman key is too small" },
  ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED: {
    word: 'legacy_renegotiation',
    sentence: 'the server has only the unsafe legacy renegotiation',
  },
}

/** OpenSSL's reason out of `80A1…:error:0A000152:SSL routines:function:reason:file:line:data`. */
function reasonText(message: string): string {
  return /:SSL routines:[^:]*:([^:]+):/.exec(message)?.[1] ?? message.split('\n')[0]!.trim()
}

/** The names of a certificate as a person lists them; a long list is cut. */
function namesOf(certificate: DetailedPeerCertificate | undefined): string {
  const alternative = certificate?.subjectaltname
    ?.split(', ')
    .map((entry) => /^(?:DNS|IP Address):"?([^"]*)"?$/.exec(entry)?.[1])
    .filter((name) => name !== undefined)
  const common = certificate?.subject?.CN
  const names = alternative?.length ? alternative : common === undefined ? [] : [common].flat()
  if (names.length === 0) return 'no name at all'
  return names.length <= 6 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`
}

function find(
  certificate: DetailedPeerCertificate | undefined,
  matches: (link: DetailedPeerCertificate) => boolean,
): DetailedPeerCertificate | undefined {
  return chain(certificate).find(matches)
}

function last(certificate: DetailedPeerCertificate | undefined): DetailedPeerCertificate | undefined {
  return chain(certificate).at(-1)
}

/** Leaf first. Node links a self-signed root to itself. */
function chain(certificate: DetailedPeerCertificate | undefined): DetailedPeerCertificate[] {
  const links: DetailedPeerCertificate[] = []
  for (let link = certificate; link?.valid_to !== undefined && !links.includes(link); link = link.issuerCertificate)
    links.push(link)
  return links
}

function ofChain(link: DetailedPeerCertificate, leaf: DetailedPeerCertificate | undefined): string {
  return link === leaf ? '' : ` in its chain (${[link.subject.CN ?? link.subject.O].flat().join(', ')})`
}

function issuerName(link: DetailedPeerCertificate | undefined): string {
  const issuer = link?.issuer
  return [issuer?.CN ?? issuer?.O ?? issuer?.OU ?? 'an issuer without a name'].flat().join(', ')
}

function day(text: string): string {
  const time = Date.parse(text)
  return Number.isNaN(time) ? text : new Date(time).toISOString().slice(0, 10)
}
