/** Certificates from files that a reverse site shows its clients in place of minted ones, chosen by the name they ask for. */
import { X509Certificate, createPrivateKey } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { MiddleboxError } from '../../model/errors.ts'
import type { SiteTls } from '../../model/route.ts'
import { describePem, readPem } from '../upstream/client-certificate.ts'

export type ServedLeaf = { cert: string; key: string; clientCa?: string }

type Served = { host: string | undefined; leaf: ServedLeaf; certificate: X509Certificate }

export interface ServedCertificates {
  /** From a file, or the minted one; the same object while it is good. */
  leafFor(name: string, mint: () => ServedLeaf): ServedLeaf
}

/** Reads and checks all files. @throws MiddleboxError config_invalid that names the file and what was found */
export function loadServedCertificates({ certificates, clientCa, places = {} }: SiteTls): ServedCertificates {
  const cas = clientCa?.map((file) => at(places[file], () => readCas(file))).join('\n')
  const all = certificates.map((one) => load(one, places))
  const guarded = new WeakMap<ServedLeaf, ServedLeaf>()
  const guard = (leaf: ServedLeaf): ServedLeaf => {
    if (cas === undefined) return leaf
    const known = guarded.get(leaf) ?? { cert: leaf.cert, key: leaf.key, clientCa: cas }
    guarded.set(leaf, known)
    return known
  }
  return {
    leafFor(name, mint) {
      const named = all.filter(({ host }) => host !== undefined && covers(host, name))
      const open = all.filter(({ host }) => host === undefined)
      const exact = named.find(({ host }) => host === name) ?? named[0]
      const found = exact ?? open.find(({ certificate }) => certificate.checkHost(name) !== undefined) ?? open[0]
      return guard(found?.leaf ?? mint())
    },
  }
}

function covers(host: string, name: string): boolean {
  return host === name || (host.startsWith('*.') && name.endsWith(host.slice(1)))
}

type Places = NonNullable<SiteTls['places']>

function load({ host, cert: file, key: keyPath }: SiteTls['certificates'][number], places: Places): Served {
  const keyFile = keyPath ?? file
  const [atCert, atKey] = [places[file], places[keyFile]]
  const cert = at(atCert, () => readPem(file, 'a certificate'))
  const key = keyPath === undefined ? cert : at(atKey, () => readPem(keyFile, 'the key of a certificate'))
  const certificate = at(atCert, () => parse(() => new X509Certificate(cert), `a certificate in ${file}`, cert))
  const expected = `a private key without a passphrase in ${keyFile}`
  const parsed = at(atKey, () => parse(() => createPrivateKey(key), expected, key))
  if (!certificate.checkPrivateKey(parsed)) {
    const found = 'got the key of another certificate'
    at(atKey, () =>
      refuse(`Expected the key of ${file} in ${keyFile}, ${found}.`, 'Check that the two belong together.'),
    )
  }
  at(atCert, () => parse(() => createSecureContext({ cert, key }), `a certificate that can be used in ${file}`, cert))
  return { host, leaf: { cert, key }, certificate }
}

/** A file without any would let no client in. */
function readCas(file: string): string {
  const text = readPem(file, 'CA certificates for clients')
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []
  if (blocks.length === 0) refuse(`Expected CA certificates for clients in ${file}, got ${describePem(text)}.`)
  const all = blocks.map((block) => parse(() => new X509Certificate(block), `CA certificates in ${file}`, block))
  // One that signed itself vouches for itself, whatever it says it is for.
  if (all.some((one) => one.ca || one.checkIssued(one))) return text
  return refuse(`Expected CA certificates for clients in ${file}, got that of ${nameOf(all[0]!)}, which is no CA.`)
}

function nameOf({ subject }: X509Certificate): string {
  return (subject ?? '').split('\n').at(-1) || 'nobody'
}

function parse<T>(read: () => T, expected: string, text: string): T {
  try {
    return read()
  } catch (error) {
    return refuse(`Expected ${expected}, got ${describePem(text)} (${(error as Error).message}).`, undefined, error)
  }
}

function refuse(message: string, hint = 'Check the file.', cause?: unknown): never {
  throw new MiddleboxError('config_invalid', message, hint, { cause })
}

/** Complaints begin with where the file was named. */
function at<T>(where: string | undefined, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (where === undefined || !(error instanceof MiddleboxError)) throw error
    throw new MiddleboxError(error.code, `${where}: ${error.message}`, error.hint, { cause: error.cause })
  }
}
