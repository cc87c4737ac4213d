/** Why a handshake with a client failed, in words: the alert it sent, or what a silent close most likely means. */
import { injected } from '../../kit/injected.ts'
import type { HandshakeFault } from '../../model/connection.ts'
import type { TLSSocket } from 'node:tls'
import type { Failure } from '../../model/message.ts'

const distrust = 'client does not trust the CA'

/** OpenSSL's reasons for alerts received, as Node's error codes carry them. */
const alerts: readonly (readonly [pattern: RegExp, message: string])[] = [
  [/ALERT_UNKNOWN_CA/, `${distrust} (alert unknown_ca)`],
  [/ALERT_BAD_CERTIFICATE\b/, `${distrust} (alert bad_certificate)`],
  [/ALERT_CERTIFICATE_UNKNOWN/, `${distrust} (alert certificate_unknown)`],
  [/ALERT_CERTIFICATE_EXPIRED/, 'client finds the certificate expired: check both clocks (alert certificate_expired)'],
  [/ALERT_UNSUPPORTED_CERTIFICATE/, 'client cannot use the certificate (alert unsupported_certificate)'],
  [/ALERT_HANDSHAKE_FAILURE|NO_SHARED_CIPHER|NO_SUITABLE_SIGNATURE/, 'client and proxy have no cipher in common'],
  [
    /UNSUPPORTED_PROTOCOL|ALERT_PROTOCOL_VERSION|WRONG_VERSION_NUMBER|VERSION_TOO_LOW/,
    'client speaks only a TLS version that is too old',
  ],
  [/NO_APPLICATION_PROTOCOL/, 'client and proxy have no application protocol (ALPN) in common'],
]

const shown: Readonly<Record<HandshakeFault['how'], string>> = {
  expired: 'showed the client an expired certificate, and it left',
  'wrong-host': 'showed the client a certificate for another host, and it left',
  untrusted: 'showed the client a certificate of an unknown authority, and it left',
  reset: 'reset the connection in the TLS handshake',
}

/** A handshake that failed because it was to. */
export function injectedTlsFailure({ rule, name, how }: HandshakeFault, error: Error | undefined): Failure {
  const failure = injected(name, rule, shown[how], how === 'reset' ? 'reset' : 'close')
  const said = error === undefined ? undefined : /\((alert \w+)\)/.exec(clientTlsFailure(error).message)?.[1]
  return said === undefined ? failure : { ...failure, message: `${failure.message} (${said})` }
}

/** `error` undefined: the connection was closed without an alert. */
export function clientTlsFailure(error: (Error & { code?: string; reason?: string }) | undefined): Failure {
  const said = `${error?.code ?? ''} ${error?.reason ?? ''} ${error?.message ?? ''}`
  // Node's own codes are upper case with underscores; its messages have spaces.
  const known = alerts.find(([pattern]) => pattern.test(said.toUpperCase().replace(/ /g, '_')) || pattern.test(said))
  if (known !== undefined) return { code: 'client_tls', message: known[1], leg: 'client' }
  if (
    error === undefined ||
    error.code === 'ECONNRESET' ||
    error.code === 'EPIPE' ||
    /disconnected before secure/.test(said)
  ) {
    return {
      code: 'client_tls',
      message: `probably ${distrust}: it closed the connection during or right after the handshake`,
      leg: 'client',
    }
  }
  return {
    code: 'client_tls',
    message: `TLS handshake with the client failed: ${error.reason ?? error.message}`,
    leg: 'client',
  }
}

/** A client that refuses what a root with constraints (`ca rotate --permit`) may not vouch for trusts it well enough. */
export function constrainedFailure(failure: Failure, host: string, permits: string): Failure {
  if (!failure.message.includes(distrust)) return failure
  const message = `the CA may vouch for ${permits} only, so the client refused the certificate for ${host}`
  return { code: 'ca_constrained', message, leg: 'client' }
}

/** OpenSSL's reasons for certificates that do not do, by Node's codes. */
const unfit: Readonly<Record<string, string | undefined>> = {
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'no CA of this site has signed it',
  SELF_SIGNED_CERT_IN_CHAIN: 'no CA of this site has signed it',
  UNABLE_TO_GET_ISSUER_CERT: 'no CA of this site has signed it',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'no CA of this site has signed it',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'no CA of this site has signed it',
  INVALID_PURPOSE: 'it is not one for clients',
}

/**
 * Why the certificate that a client had to show does not do; undefined when it does. Node verifies on its own only in a
 * `tls.Server`, which drops such a connection without a word; as nginx does, we shake hands and say it over HTTP.
 */
export function unknownClient(socket: TLSSocket): Failure | undefined {
  const shown = socket.getPeerCertificate()
  if (Object.keys(shown).length === 0) return barred('the client showed no certificate, which this site asks for')
  const handle = (socket as unknown as { _handle: { verifyError(): (Error & { code?: string }) | null } })._handle
  const problem = handle.verifyError() ?? undefined
  if (problem === undefined) return undefined
  const why = unfit[problem.code ?? ''] ?? problem.message
  const name = shown.subject?.CN === undefined ? '' : `, ${JSON.stringify(shown.subject.CN)},`
  return barred(`the certificate that the client showed${name} does not do for this site: ${why}`)
}

function barred(message: string): Failure {
  return { code: 'client_certificate', message, leg: 'client' }
}
