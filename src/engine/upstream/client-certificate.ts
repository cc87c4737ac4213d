/** Client certificates (-E, --key): loaded and checked at the start, so that a wrong file is one clear line and not a failed handshake. */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { readTextSync } from '../../kit/files.ts'
import { MiddleboxError } from '../../model/errors.ts'
import type { CertificateFiles } from '../../model/options.ts'

export type ClientCertificate = {
  /** Host name, `*.domain`, or undefined for any host. */
  host: string | undefined
  /** The certificate and its chain, PEM. */
  cert: string
  key: string
}

/** Loads every pair of files. Throws a MiddleboxError that names the file, what was expected in it and what was found. */
export function loadClientCertificates(entries: readonly CertificateFiles[]): ClientCertificate[] {
  return entries.map((entry) => {
    const cert = readPem(entry.cert, 'a client certificate (-E)')
    if (!cert.includes('-----BEGIN CERTIFICATE-----')) {
      throw invalid(
        `Expected a certificate in ${entry.cert}, got ${describePem(cert)}`,
        'Give the PEM certificate to -E, and its key to --key.',
      )
    }
    const keyFile = entry.key ?? entry.cert
    const key = entry.key === undefined ? cert : readPem(entry.key, 'the key of a client certificate (--key)')
    checkPair(entry.cert, cert, keyFile, key)
    return { host: entry.host?.toLowerCase(), cert, key }
  })
}

/** The certificate for a host: an exact entry before a wildcard, a wildcard before one for any host. */
export function certificateFor(
  certificates: readonly ClientCertificate[],
  names: readonly string[],
): ClientCertificate | undefined {
  const lower = names.map((name) => name.toLowerCase())
  return (
    certificates.findLast(({ host }) => host !== undefined && lower.includes(host)) ??
    certificates.findLast(({ host }) => host?.startsWith('*.') && lower.some((name) => name.endsWith(host.slice(1)))) ??
    certificates.findLast(({ host }) => host === undefined)
  )
}

/** Reads a PEM file for the purpose named. */
export function readPem(path: string, purpose: string): string {
  let text: string
  try {
    text = readTextSync(path)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    const found = code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'a directory' : (code ?? String(error))
    throw invalid(`Expected ${purpose} in ${path}, got ${found}`, 'Check the path.', error)
  }
  if (!text.includes('-----BEGIN ')) {
    throw invalid(`Expected ${purpose} as PEM in ${path}, got ${describePem(text)}`, pemHint(path, text))
  }
  return text
}

function checkPair(certFile: string, cert: string, keyFile: string, key: string): void {
  const parsed = parse(
    () => new X509Certificate(cert),
    `Expected a certificate in ${certFile}, got one that cannot be read`,
  )
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(key)) {
    throw invalid(
      `Expected a private key in ${keyFile}, got ${describePem(key)}`,
      'Name the file of the key with --key.',
    )
  }
  if (/-----BEGIN ENCRYPTED|^Proc-Type: 4,ENCRYPTED/m.test(key)) {
    throw invalid(
      `Expected a private key without a passphrase in ${keyFile}, got an encrypted one`,
      `openssl pkey -in ${keyFile} -out plain-key.pem writes one without.`,
    )
  }
  const parsedKey = parse(
    () => createPrivateKey(key),
    `Expected a private key in ${keyFile}, got one that cannot be read`,
  )
  if (!parsed.checkPrivateKey(parsedKey)) {
    throw invalid(
      `Expected the key of ${certFile} in ${keyFile}, got the key of another certificate`,
      'Check that -E and --key belong together.',
    )
  }
  // OpenSSL refuses some that are well-formed, such as keys that are too short.
  parse(
    () => createSecureContext({ cert, key }),
    `Expected a client certificate that can be used in ${certFile}, got one refused`,
  )
}

function parse<T>(read: () => T, message: string): T {
  try {
    return read()
  } catch (error) {
    throw invalid(`${message} (${(error as Error).message})`, 'Check the file.', error)
  }
}

/** What a file that is not as expected seems to be. */
export function describePem(text: string): string {
  const label = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(text)?.[1]
  if (label !== undefined) return `a PEM file with ${/^[AEIOU]/.test(label) ? 'an' : 'a'} ${label}`
  if (text.trim() === '') return 'an empty file'
  return isBinary(text) ? 'a binary file (DER or PKCS#12)' : 'a text file without any PEM block'
}

function pemHint(path: string, text: string): string {
  return isBinary(text)
    ? `openssl pkcs12 -in ${path} -nodes -out file.pem converts PKCS#12, openssl x509 -inform der -in ${path} -out file.pem a DER certificate.`
    : 'A PEM file has lines that begin with -----BEGIN.'
}

function isBinary(text: string): boolean {
  return text.includes('\ufffd') || text.includes('\0')
}

function invalid(message: string, hint: string, cause?: unknown): MiddleboxError {
  return new MiddleboxError('config_invalid', message, hint, cause === undefined ? undefined : { cause })
}
