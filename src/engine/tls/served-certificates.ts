/** Certificates from files that a reverse site shows its clients in place of minted ones, chosen by the name they ask for. */
import { X509Certificate, createPrivateKey } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { MiddleboxError } from '../../model/errors.ts'
import type { SiteTls } from '../../model/route.ts'
import { readPem } from '../upstream/client-certificate.ts'

export type ServedLeaf = { cert: string; key: string; clientCa?: string }

type Served = { host: string | undefined; leaf: ServedLeaf; certificate: X509Certificate }

export interface ServedCertificates {
  /** From a file, or the minted one; the same object while it is good. */
  leafFor(name: string, mint: () => ServedLeaf): ServedLeaf
}

/** Reads and checks all files. @throws MiddleboxError config_invalid that names the file and what was found */
export function loadServedCertificates({ certificates, clientCa }: SiteTls): ServedCertificates {
  const cas = clientCa?.map((file) => readPem(file, 'CA certificates for clients (clientCa)')).join('\n')
  const all = certificates.map(load)
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

function load({ host, cert: file, key: keyPath }: SiteTls['certificates'][number]): Served {
  const cert = readPem(file, 'a certificate (--tls-cert)')
  const keyFile = keyPath ?? file
  const key = keyPath === undefined ? cert : readPem(keyFile, 'the key of a certificate (--tls-key)')
  const certificate = attempt(() => new X509Certificate(cert), `Expected a certificate in ${file}`)
  const parsed = attempt(() => createPrivateKey(key), `Expected a private key without a passphrase in ${keyFile}`)
  if (!certificate.checkPrivateKey(parsed))
    throw new MiddleboxError(
      'config_invalid',
      `Expected the key of ${file} in ${keyFile}, got the key of another certificate`,
      'Check that --tls-cert and --tls-key belong together.',
    )
  attempt(() => createSecureContext({ cert, key }), `Expected a certificate that can be used in ${file}`)
  return { host, leaf: { cert, key }, certificate }
}

function attempt<T>(read: () => T, expected: string): T {
  try {
    return read()
  } catch (error) {
    throw new MiddleboxError(
      'config_invalid',
      `${expected}, got none (${(error as Error).message})`,
      'Check the file.',
      {
        cause: error,
      },
    )
  }
}
