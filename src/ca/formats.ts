/** The root certificate in the formats that devices ask for. Only ever the certificate: no format holds the key. */
import type { X509Certificate } from 'node:crypto'
import { toPem } from './certificate.ts'
import { toMobileconfig } from './mobileconfig.ts'
import { toPkcs12 } from './pkcs12.ts'

export type Format = {
  /** For a download. */
  fileName: string
  mediaType: string
  /** Not fit for a terminal. */
  binary: boolean
  bytes(certificate: X509Certificate): Uint8Array
}

export const formats = {
  pem: {
    fileName: 'middlebox-ca.pem',
    mediaType: 'application/x-pem-file',
    binary: false,
    bytes: (certificate) => Buffer.from(toPem(certificate.raw)),
  },
  der: {
    fileName: 'middlebox-ca.cer',
    mediaType: 'application/x-x509-ca-cert',
    binary: true,
    bytes: (certificate) => certificate.raw,
  },
  p12: {
    fileName: 'middlebox-ca.p12',
    mediaType: 'application/x-pkcs12',
    binary: true,
    bytes: (certificate) => toPkcs12(certificate, commonNameOf(certificate)),
  },
  mobileconfig: {
    fileName: 'middlebox-ca.mobileconfig',
    mediaType: 'application/x-apple-aspen-config',
    binary: false,
    bytes: (certificate) => Buffer.from(toMobileconfig(certificate, commonNameOf(certificate))),
  },
} satisfies Record<string, Format>

export type FormatName = keyof typeof formats

/** `Middlebox CA (user@host, 1a2b3c4d)`: what people look for in a list of certificates. */
export function commonNameOf(certificate: X509Certificate): string {
  const line = certificate.subject.split('\n').find((part) => part.startsWith('CN='))
  // Node escapes what RFC 2253 names special (comma, plus, quotes).
  return line ? line.slice(3).replace(/\\(.)/g, '$1') : 'Middlebox CA'
}
