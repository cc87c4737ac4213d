/**
 * Whom we trust upstream and who we are to it: one secure context for each client certificate (and one for none), made
 * on first use, because reading the system's store takes tens of milliseconds that plain HTTP need not wait for.
 */
import { X509Certificate } from 'node:crypto'
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'
import { MiddleboxError } from '../../model/errors.ts'
import { readPem, type ClientCertificate } from './client-certificate.ts'

export type Trust = { contextFor(certificate: ClientCertificate | undefined): SecureContext }

/** Checks the extra CA files at once and throws a MiddleboxError for a bad one; the rest is loaded lazily. */
export function createTrust(caFiles: readonly string[], warn: (code: string, message: string) => void): Trust {
  const extra = caFiles.flatMap(readCaFile)
  const contexts = new Map<ClientCertificate | undefined, SecureContext>()
  let roots: string[] | undefined
  return {
    contextFor(certificate) {
      let context = contexts.get(certificate)
      if (!context) {
        roots ??= allRoots(extra, warn)
        const own = certificate ? { cert: certificate.cert, key: certificate.key } : {}
        context = createSecureContext({ ca: roots, ...own })
        contexts.set(certificate, context)
      }
      return context
    },
  }
}

/** Node's default roots (with NODE_EXTRA_CA_CERTS), the system's store, and ours, each once. */
function allRoots(extra: readonly string[], warn: (code: string, message: string) => void): string[] {
  let system: string[] = []
  try {
    system = getCACertificates('system')
  } catch (error) {
    warn('system_store', `The certificates of the system's store are not used: ${(error as Error).message}`)
  }
  return [...new Set([...getCACertificates('default'), ...system, ...extra].map((pem) => pem.trim()))]
}

function readCaFile(path: string): string[] {
  const blocks = readPem(path, 'CA certificates (--cacert)').match(
    /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g,
  )
  if (!blocks) {
    throw new MiddleboxError('config_invalid', `Expected CA certificates in ${path}, got PEM without any certificate`)
  }
  for (const [index, block] of blocks.entries()) {
    try {
      new X509Certificate(block)
    } catch (error) {
      throw new MiddleboxError(
        'config_invalid',
        `Expected CA certificates in ${path}, got an unreadable one at number ${index + 1} of ${blocks.length} (${(error as Error).message})`,
        'Check the file.',
        { cause: error },
      )
    }
  }
  return blocks
}
