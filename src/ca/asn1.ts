/**
 * The words of ASN.1 (X.690 DER) that certificates are written in, over forge's ASN.1 module. It is loaded on first use:
 * that part of forge costs about 4 ms, all of it about 30 ms, and a start without TLS needs neither.
 */
import { createRequire } from 'node:module'
import type forge from 'node-forge'

/** The published types know only the boolean form of `fromDer`'s second argument. */
type Asn1Module = typeof forge.asn1 & {
  fromDer(bytes: string, options: { decodeBitStrings: boolean }): forge.asn1.Asn1
}
export type Node = forge.asn1.Asn1

const require = createRequire(import.meta.url)
let loaded: Asn1Module | undefined

/** Synchronous, because a leaf is made while a client's handshake waits. */
export function asn1(): Asn1Module {
  return (loaded ??= require('node-forge/lib/asn1.js') as Asn1Module)
}

function universal(type: forge.asn1.Type, value: string | Node[], constructed = Array.isArray(value)): Node {
  const { Class, create } = asn1()
  return create(Class.UNIVERSAL, type, constructed, value as string)
}

export function sequence(...items: Node[]): Node {
  return universal(asn1().Type.SEQUENCE, items)
}

export function set(...items: Node[]): Node {
  return universal(asn1().Type.SET, items)
}

export function oid(dotted: string): Node {
  const { Type, oidToDer } = asn1()
  return universal(Type.OID, oidToDer(dotted).getBytes())
}

/** A small non-negative number. */
export function integer(value: number): Node {
  const { Type, integerToDer } = asn1()
  return universal(Type.INTEGER, integerToDer(value).getBytes())
}

/** A big-endian integer as it stands; the caller sees to the sign bit. */
export function bigInteger(bytes: Uint8Array): Node {
  return universal(asn1().Type.INTEGER, binary(bytes))
}

export function boolean(value: boolean): Node {
  return universal(asn1().Type.BOOLEAN, value ? '\xff' : '\0')
}

export function nullValue(): Node {
  return universal(asn1().Type.NULL, '')
}

export function octets(bytes: Uint8Array): Node {
  return universal(asn1().Type.OCTETSTRING, binary(bytes))
}

/** A bit string; `unused` counts the bits of the last byte that are no content. */
export function bits(bytes: Uint8Array, unused = 0): Node {
  return universal(asn1().Type.BITSTRING, String.fromCharCode(unused) + binary(bytes), false)
}

export function text(value: string): Node {
  return universal(asn1().Type.UTF8, binary(Buffer.from(value, 'utf8')))
}

/** UTF-16, as PKCS #12 wants its names. */
export function bmpText(value: string): Node {
  return universal(asn1().Type.BMPSTRING, value)
}

/** UTCTime before 2050, GeneralizedTime from then on, whole seconds, Zulu (RFC 5280 §4.1.2.5). */
export function time(epochMs: number): Node {
  const { Type } = asn1()
  const digits = new Date(epochMs).toISOString().replace(/[-:T]|\.\d+/g, '')
  const late = digits.slice(0, 4) >= '2050'
  return universal(late ? Type.GENERALIZEDTIME : Type.UTCTIME, late ? digits : digits.slice(2))
}

/** `[tag] EXPLICIT` or a constructed `[tag] IMPLICIT`. */
export function tagged(tag: number, ...items: Node[]): Node {
  const { Class, create } = asn1()
  return create(Class.CONTEXT_SPECIFIC, tag as forge.asn1.Type, true, items)
}

/** A primitive `[tag] IMPLICIT` with raw content. */
export function taggedBytes(tag: number, bytes: Uint8Array): Node {
  const { Class, create } = asn1()
  return create(Class.CONTEXT_SPECIFIC, tag as forge.asn1.Type, false, binary(bytes))
}

export function encode(node: Node): Buffer {
  return Buffer.from(asn1().toDer(node).getBytes(), 'latin1')
}

/** Throws forge's error when the bytes are no single DER value. Bit strings stay as they are: a key is not looked into. */
export function decode(der: Uint8Array): Node {
  return asn1().fromDer(binary(der), { decodeBitStrings: false })
}

/** Content of a primitive value. */
export function contentOf(node: Node): Buffer {
  return Buffer.from(node.value as string, 'latin1')
}

/** Parts of a constructed value; none when it is primitive. */
export function partsOf(node: Node): Node[] {
  return Array.isArray(node.value) ? node.value : []
}

function binary(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
