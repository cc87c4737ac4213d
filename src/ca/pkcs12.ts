/**
 * The root certificate as PKCS #12 (RFC 7292): one certificate bag, no key, an empty password. Marked as trusted in Java's
 * way, so that a JVM can use the file as its trust store.
 */
import { createHash, createHmac, type X509Certificate } from 'node:crypto'
import { bmpText, encode, integer, nullValue, octets, oid, sequence, set, tagged, type Node } from './asn1.ts'

const data = '1.2.840.113549.1.7.1'
const certificateBag = '1.2.840.113549.1.12.10.1.3'
const x509Certificate = '1.2.840.113549.1.9.22.1'
const friendlyName = '1.2.840.113549.1.9.20'
/** Oracle's attribute: without it a JVM reads the certificate but does not take it for a trust anchor (JDK-6954275). */
const trustedKeyUsage = '2.16.840.1.113894.746875.1.1'
const anyExtendedKeyUsage = '2.5.29.37.0'
/** SHA-1 is what every reader knows here; it guards the file against accidents, since the password is empty anyway. */
const sha1 = '1.3.14.3.2.26'

const iterations = 2048

export function toPkcs12(certificate: X509Certificate, name: string): Buffer {
  const attribute = (type: string, value: Node) => sequence(oid(type), set(value))
  const bag = sequence(
    oid(certificateBag),
    tagged(0, sequence(oid(x509Certificate), tagged(0, octets(certificate.raw)))),
    set(attribute(friendlyName, bmpText(name)), attribute(trustedKeyUsage, oid(anyExtendedKeyUsage))),
  )
  const authenticatedSafe = encode(sequence(contentInfo(encode(sequence(bag)))))
  // The salt need not be secret; taken from the certificate, the same export gives the same bytes.
  const salt = createHash('sha256').update(certificate.raw).digest().subarray(0, 8)
  const mac = createHmac('sha1', macKey(salt)).update(authenticatedSafe).digest()
  const macData = sequence(sequence(sequence(oid(sha1), nullValue()), octets(mac)), octets(salt), integer(iterations))
  return encode(sequence(integer(3), contentInfo(authenticatedSafe), macData))
}

function contentInfo(content: Uint8Array): Node {
  return sequence(oid(data), tagged(0, octets(content)))
}

/** RFC 7292 appendix B.2 for the one block that SHA-1 needs, key material id 3, and the empty password (one UTF-16 NUL). */
function macKey(salt: Uint8Array): Buffer {
  const block = 64
  const filled = Buffer.alloc(block)
  for (let index = 0; index < block; index++) filled[index] = salt[index % salt.length]!
  let key = Buffer.concat([Buffer.alloc(block, 3), filled, Buffer.alloc(block)])
  for (let round = 0; round < iterations; round++) key = createHash('sha1').update(key).digest()
  return key
}
