/** An X.509 v3 certificate (RFC 5280 §4.1): forge writes the ASN.1, node:crypto signs it. */
import { sign, type KeyObject } from 'node:crypto'
import {
  bigInteger,
  bits,
  decode,
  encode,
  integer,
  nullValue,
  oid,
  sequence,
  set,
  tagged,
  text,
  time,
  type Node,
} from './asn1.ts'
import { extensionList } from './extensions.ts'

export type CertificatePlan = {
  serial: Uint8Array
  issuer: Node
  subject: Node
  /** Epoch ms. */
  notBefore: number
  notAfter: number
  /** SubjectPublicKeyInfo in DER, spliced in as it is. */
  publicKey: Uint8Array
  extensions: readonly Node[]
}

/** The certificate in DER, signed with an RSA or EC key and SHA-256. */
export function signCertificate(plan: CertificatePlan, key: KeyObject): Buffer {
  const algorithm = signatureAlgorithm(key)
  const toBeSigned = sequence(
    tagged(0, integer(2)),
    bigInteger(plan.serial),
    algorithm,
    plan.issuer,
    sequence(time(plan.notBefore), time(plan.notAfter)),
    plan.subject,
    decode(plan.publicKey),
    extensionList(plan.extensions),
  )
  const signature = sign('sha256', encode(toBeSigned), key)
  return encode(sequence(toBeSigned, algorithm, bits(signature)))
}

/** Positive, not zero and 16 bytes long, whatever the generator gives (RFC 5280 §4.1.2.2 allows 20). */
export function serialFrom(random: Uint8Array): Uint8Array {
  const serial = Uint8Array.from(random.subarray(0, 16))
  serial[0] = (serial[0]! & 0x7f) | 0x40
  return serial
}

/** A distinguished name of an organization and, where it fits the 64 characters of X.520, a common name. */
export function distinguishedName(organization: string, commonName?: string): Node {
  const attribute = (type: string, value: string) => set(sequence(oid(type), text(value)))
  const fits = commonName !== undefined && commonName.length > 0 && commonName.length <= 64
  return sequence(attribute('2.5.4.10', organization), ...(fits ? [attribute('2.5.4.3', commonName)] : []))
}

/** As PEM (RFC 7468), 64 characters a line. */
export function toPem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

function signatureAlgorithm(key: KeyObject): Node {
  return key.asymmetricKeyType === 'ec'
    ? sequence(oid('1.2.840.10045.4.3.2'))
    : sequence(oid('1.2.840.113549.1.1.11'), nullValue())
}
