/**
 * The root: a self-signed certificate and its key, valid for ten years, made once per home. RSA 2048, because every client
 * can verify it. Everything else here is signed by it.
 */
import { createHash, generateKeyPair, X509Certificate, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { contentOf, decode, partsOf, asn1, type Node } from './asn1.ts'
import { distinguishedName, serialFrom, signCertificate, toPem } from './certificate.ts'
import { extensionIds, rootExtensions } from './extensions.ts'
import { decodeConstraints, type Constraints } from './name-constraints.ts'

const day = 24 * 3600_000

/** Clocks differ: certificates begin this much in the past. */
export const backdate = day

const rootDays = 3650

export const organization = 'Middlebox'

export type KeyPair = { publicKey: KeyObject; privateKey: KeyObject }

export type Root = { pem: string; certificate: X509Certificate; key: KeyObject }

/** What is needed of a root to sign under its name. */
export type Issuer = { key: KeyObject; subject: Node; keyId: Uint8Array; notAfter: number; constraints?: Constraints }

/** Made on the thread pool; 20 to 300 ms, as luck has it with primes. */
export async function generateRootKeys(): Promise<KeyPair> {
  return promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
}

export type RootPlan = {
  keys: KeyPair
  /** `user@host`, so that whoever finds the certificate in a trust store knows whose it is. */
  owner: string
  /** Epoch ms. */
  now: number
  /** 16 bytes or more. */
  random: Uint8Array
  constraints?: Constraints | undefined
}

export function buildRoot({ keys, owner, now, random, constraints }: RootPlan): Root {
  const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' })
  // RFC 7093 §2 method 1: SHA-256, the leftmost 160 bits.
  const keyId = createHash('sha256').update(publicKey).digest().subarray(0, 20)
  const subject = distinguishedName(organization, commonName(owner, keyId.toString('hex').slice(0, 8)))
  const der = signCertificate(
    {
      serial: serialFrom(random),
      issuer: subject,
      subject,
      notBefore: now - backdate,
      notAfter: now - backdate + rootDays * day,
      publicKey,
      extensions: rootExtensions(keyId, constraints),
    },
    keys.privateKey,
  )
  return { pem: toPem(der), certificate: new X509Certificate(der), key: keys.privateKey }
}

/** The names and key id are taken from the certificate as they stand, since clients compare them byte by byte. */
export function issuerOf({ certificate, key }: Root): Issuer {
  const fields = partsOf(partsOf(decode(certificate.raw))[0]!)
  const keyId = findExtension(certificate, extensionIds.subjectKeyId)
  const constraints = constraintsOf(certificate)
  return {
    key,
    subject: fields[5]!,
    keyId: keyId ? contentOf(keyId) : new Uint8Array(0),
    notAfter: certificate.validToDate.getTime(),
    ...(constraints ? { constraints } : {}),
  }
}

export function constraintsOf(certificate: X509Certificate): Constraints | undefined {
  const value = findExtension(certificate, extensionIds.nameConstraints)
  return value && decodeConstraints(value)
}

/** The value inside an extension; node:crypto shows only some of them. */
function findExtension(certificate: X509Certificate, id: string): Node | undefined {
  const fields = partsOf(partsOf(decode(certificate.raw))[0]!)
  const list = partsOf(partsOf(fields[fields.length - 1]!)[0]!)
  const wanted = asn1().oidToDer(id).getBytes()
  const found = list.find((entry) => partsOf(entry)[0]!.value === wanted)
  return found && decode(contentOf(partsOf(found).at(-1)!))
}

function commonName(owner: string, mark: string): string {
  // X.520 allows 64 characters; what is around the owner takes 26.
  return `Middlebox CA (${owner.slice(0, 38)}, ${mark})`
}
