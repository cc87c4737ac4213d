/** The root as trust stores know it: by its name, its file, its digests. */
import { createHash, type X509Certificate } from 'node:crypto'
import { commonNameOf } from './formats.ts'

export type Anchor = {
  certFile: string
  certificate: X509Certificate
  /** The common name. */
  name: string
  /** Upper-case hex; what the stores of macOS and Windows are searched by. */
  sha1: string
  /** File name in directories of anchors. */
  fileName: string
}

export function anchorOf(certFile: string, certificate: X509Certificate): Anchor {
  const digest = (algorithm: string) => createHash(algorithm).update(certificate.raw).digest('hex')
  return {
    certFile,
    certificate,
    name: commonNameOf(certificate),
    sha1: digest('sha1').toUpperCase(),
    fileName: `middlebox-ca-${digest('sha256').slice(0, 8)}.crt`,
  }
}
