/**
 * A client that refuses a certificate which stands in a file of the site itself: our CA did not sign that one, so whoever
 * trusted our CA would be refused as before. What helps lies with the file's issuer, its names and its dates.
 */
import type { X509Certificate } from 'node:crypto'
import { parseIp } from '../kit/ip.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { OwnCertificate } from '../model/exchange.ts'

/** `where` it was named: `--tls-cert`, `middlebox.yml:3:7`. */
export type ServedFile = { file: string; where: string | undefined; certificate: X509Certificate }

/** `name`: the one asked for if the certificate is for that, else one that it is for. */
export function ownCertificate({ file, certificate }: ServedFile, asked = 'localhost'): OwnCertificate {
  const names = [asked, 'localhost', ...namesOf(certificate).map((name) => name.replace('*', 'www'))]
  return { file, name: names.find((name) => isFor(certificate, name)) ?? asked }
}

/** What the client was shown, in the place of what would be said of our CA; other events as they are. */
export function explainRefusal(
  event: ProxyEvent,
  fileFor: (site: number, name: string | undefined) => ServedFile | undefined,
): ProxyEvent {
  if (event.type !== 'tls-error' || event.error.site === undefined) return event
  const { failure, site } = event.error
  if (failure.code !== 'client_tls' || failure.leg !== 'client') return event
  const asked = event.error.serverName?.toLowerCase()
  const shown = fileFor(site, asked)
  if (shown === undefined) return event
  const message = failure.message.replace('trust the CA', "trust the site's own certificate")
  const hint = adviceFor(shown, asked, message)
  return {
    ...event,
    error: { ...event.error, certificate: ownCertificate(shown, asked), failure: { ...failure, message, hint } },
  }
}

function adviceFor({ file, where, certificate }: ServedFile, asked: string | undefined, message: string): string {
  const instead = `leave it out${where === undefined ? '' : ` (${where})`} for a certificate of the CA made here.`
  if (message.includes('expired')) return `Renew ${file}: it is good until ${certificate.validTo}.`
  if (!message.includes('does not trust')) return `The client was shown ${file}: see whether it can use such a one.`
  const names = namesOf(certificate)
  // Who sends no name came to an address.
  const fits = asked === undefined ? names.some((name) => parseIp(name)) : isFor(certificate, asked)
  // Clients look at the issuer first, and tell by this alert what they found there.
  if (!fits && !message.includes('unknown_ca'))
    return `${file} is for ${names.join(', ')}, not for ${asked ?? 'an address'}: ask for such a name, or ${instead}`
  if (certificate.issuer === certificate.subject)
    return `Let the client trust ${file}, which signed itself; or ${instead}`
  const issuer = `"${nameIn(certificate.issuer)}"`
  return `Let the client trust ${issuer}, the issuer of ${file}, which must hold the CAs between the two as well; or ${instead}`
}

/** The host names and addresses that it is for (RFC 6125 §6.4). */
function namesOf({ subject, subjectAltName = '' }: X509Certificate): string[] {
  const names = [...subjectAltName.matchAll(/(?:DNS|IP Address):([\w.*:-]+)/g)].map(([, name]) => name!)
  return names.length > 0 ? names : [nameIn(subject)]
}

function isFor(certificate: X509Certificate, name: string): boolean {
  return (parseIp(name) === undefined ? certificate.checkHost(name) : certificate.checkIP(name)) !== undefined
}

/** The common name, where there is one, which stands last. */
function nameIn(distinguished: string | undefined): string {
  const [, common] = /^CN=(.+)$/m.exec(distinguished ?? '') ?? []
  // Node escapes what has a meaning in such names (RFC 4514 §2.4).
  return common?.replace(/\\(.)/g, '$1') ?? (distinguished?.replaceAll('\n', ', ') || 'nobody')
}
