/** The certificate extensions in use here (RFC 5280 §4.2), each as a node ready for the list. */
import { bits, boolean, encode, octets, oid, sequence, tagged, taggedBytes, type Node } from './asn1.ts'
import type { Host } from './host.ts'
import { encodeConstraints, type Constraints } from './name-constraints.ts'

export const extensionIds = {
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  authorityKeyId: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
} as const

const serverAuth = '1.3.6.1.5.5.7.3.1'

// KeyUsage bits, the first one highest (RFC 5280 §4.2.1.3).
const digitalSignature = 0x80
const keyCertSign = 0x04
const crlSign = 0x02

function extension(id: string, critical: boolean, value: Node): Node {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octets(encode(value)))
}

/** What makes a certificate a root. */
export function rootExtensions(keyId: Uint8Array, constraints: Constraints | undefined): Node[] {
  return [
    extension(extensionIds.basicConstraints, true, sequence(boolean(true))),
    extension(extensionIds.keyUsage, true, bits(Uint8Array.of(digitalSignature | keyCertSign | crlSign), 1)),
    extension(extensionIds.subjectKeyId, false, octets(keyId)),
    ...(constraints ? [extension(extensionIds.nameConstraints, true, encodeConstraints(constraints))] : []),
  ]
}

/** What is the same in every leaf of one root. The key id is the root's own, as it stands in its certificate. */
export function leafExtensions(rootKeyId: Uint8Array): Node[] {
  return [
    extension(extensionIds.basicConstraints, true, sequence()),
    extension(extensionIds.keyUsage, true, bits(Uint8Array.of(digitalSignature), 7)),
    extension(extensionIds.extendedKeyUsage, false, sequence(oid(serverAuth))),
    extension(extensionIds.authorityKeyId, false, sequence(taggedBytes(0, rootKeyId))),
  ]
}

export function subjectAltName(hosts: readonly Host[]): Node {
  const names = hosts.map((host) =>
    host.kind === 'dns' ? taggedBytes(2, Buffer.from(host.name, 'latin1')) : taggedBytes(7, host.bytes),
  )
  return extension(extensionIds.subjectAltName, false, sequence(...names))
}

/** The `[3]` that holds the list in a certificate. */
export function extensionList(extensions: readonly Node[]): Node {
  return tagged(3, sequence(...extensions))
}
