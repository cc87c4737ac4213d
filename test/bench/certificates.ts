/**
 * A throw-away CA and one P-256 leaf, for the origin and for the peers that are given their certificate. Made at the
 * start of a run and deleted with its temporary directory.
 */
import { X509Certificate, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { bits, boolean, der, integer, octets, oid, sequence, set, text, time } from './der.ts'

export type Certificates = { ca: string; leaf: string; leafKey: string }

const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'))
const day = 24 * 60 * 60 * 1000

/** `names` become the leaf's DNS names; it is also valid for 127.0.0.1. */
export function makeCertificates(names: readonly string[]): Certificates {
  const ca = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const leaf = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const issuer = commonName('Middlebox bench CA')
  const caExtension = extension('2.5.29.19', sequence(boolean(true)), true)
  const caPem = certificate(issuer, issuer, ca.publicKey, ca.privateKey, [caExtension])
  const alternatives = [...names.map((name) => der(0x82, Buffer.from(name))), der(0x87, Buffer.of(127, 0, 0, 1))]
  const leafPem = certificate(issuer, commonName('Middlebox bench leaf'), leaf.publicKey, ca.privateKey, [
    extension('2.5.29.17', sequence(...alternatives), false),
  ])
  const leafKey = leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { ca: caPem, leaf: leafPem, leafKey }
}

/** RFC 5280 §4.1: a version 3 certificate, valid from yesterday for a month. */
function certificate(issuer: Buffer, subject: Buffer, key: KeyObject, signer: KeyObject, extensions: Buffer[]): string {
  const now = Date.now()
  const toBeSigned = sequence(
    der(0xa0, integer(Buffer.of(2))),
    integer(Buffer.concat([Buffer.of(1), randomBytes(15)])),
    ecdsaWithSha256,
    issuer,
    sequence(time(new Date(now - day)), time(new Date(now + 30 * day))),
    subject,
    key.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  )
  const whole = sequence(toBeSigned, ecdsaWithSha256, bits(sign('sha256', toBeSigned, signer)))
  return new X509Certificate(whole).toString()
}

function commonName(name: string): Buffer {
  return sequence(set(sequence(oid('2.5.4.3'), text(name))))
}

function extension(id: string, value: Buffer, critical: boolean): Buffer {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octets(value))
}
