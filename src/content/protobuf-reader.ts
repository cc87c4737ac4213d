/**
 * Protocol Buffers without their schema (protobuf.dev/programming-guides/encoding): field numbers are certain, types are
 * read from the wire, and bytes are a text, a message or bytes, whichever they can be.
 */
import type { ContentSpan } from './document.ts'
import { bytesLeaf, isPlainText, numberLeaf, textLeaf, wordLeaf } from './leaf.ts'
import type { Item, TreeReader } from './tree-scanner.ts'

/** Bytes read to tell whether bytes are a message. */
const mostProbed = 64 * 1024

export function protobufReader(bytes: Uint8Array): TreeReader {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { read: (at, end, inner) => readField(data, bytes, { at, end, inner }) }
}

type Field = { number: number; wire: number; from: number; to: number; value?: bigint }

type Place = { at: number; end: number; inner: string | undefined }

function readField(data: DataView, bytes: Uint8Array, { at, end, inner }: Place): Item {
  const field = fieldAt(bytes, at, end)
  if (field === undefined) return { kind: 'wrong', expected: 'a field' }
  const { number, wire, from, to, value } = field
  const name: ContentSpan[] = [
    [String(number), 'key'],
    [': ', 'dim'],
  ]
  if (wire === 0) return { kind: 'leaf', end: to, spans: [...name, ...varintLeaf(value!)] }
  if (wire === 1) return { kind: 'leaf', end: to, spans: [...name, ...fixed64Leaf(data, from)] }
  if (wire === 5) return { kind: 'leaf', end: to, spans: [...name, ...fixed32Leaf(data, from)] }
  const nested = to > from && isMessage(bytes, from, to)
  const text = isPlainText(bytes, from, to)
  // Short texts are often messages too, by chance: text that reads like text wins.
  if (nested && !(text && to - from < 200 && !startsWithControl(bytes, from)))
    return {
      kind: 'open',
      end: from,
      map: false,
      braces: true,
      name,
      spans: [],
      until: to,
      ...(inner !== undefined && { inner }),
    }
  return { kind: 'leaf', end: to, spans: [...name, ...(text ? textLeaf : bytesLeaf)(bytes, from, to)] }
}

function startsWithControl(bytes: Uint8Array, at: number): boolean {
  return bytes[at]! < 0x20
}

/** The field whose tag is at `at`; undefined when there is none whole. Groups (wire types 3 and 4) are gone since 2008. */
function fieldAt(bytes: Uint8Array, at: number, end: number): Field | undefined {
  const tag = varintAt(bytes, at, end)
  if (tag === undefined || tag.value > 0xffff_ffffn) return undefined
  const number = Number(tag.value >> 3n)
  const wire = Number(tag.value & 7n)
  if (number === 0) return undefined
  const from = tag.next
  if (wire === 1 || wire === 5) {
    const to = from + (wire === 1 ? 8 : 4)
    return to > end ? undefined : { number, wire, from, to }
  }
  if (wire !== 0 && wire !== 2) return undefined
  const value = varintAt(bytes, from, end)
  if (value === undefined) return undefined
  if (wire === 0) return { number, wire, from, to: value.next, value: value.value }
  const to = value.next + Number(value.value)
  return to > end ? undefined : { number, wire, from: value.next, to }
}

function varintAt(bytes: Uint8Array, at: number, end: number): { value: bigint; next: number } | undefined {
  let low = 0
  for (let i = 0; i < 4; i++) {
    const byte = bytes[at + i]
    if (byte === undefined || at + i >= end) return undefined
    low += (byte & 127) * 2 ** (7 * i)
    if (byte < 128) return { value: BigInt(low), next: at + i + 1 }
  }
  let value = BigInt(low)
  for (let i = 4; i < 10; i++) {
    const byte = bytes[at + i]
    if (byte === undefined || at + i >= end) return undefined
    value |= BigInt(byte & 127) << BigInt(7 * i)
    if (byte < 128) return { value: BigInt.asUintN(64, value), next: at + i + 1 }
  }
  return undefined
}

function isMessage(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from
  while (at < to) {
    // So much of it reads well that the rest may be believed.
    if (at - from > mostProbed) return true
    const field = fieldAt(bytes, at, to)
    if (field === undefined || field.number > 100_000) return false
    at = field.to
  }
  return true
}

/** A negative int64 takes ten bytes; what else the number may be is said beside it: sint (zigzag), bool, enum look alike. */
function varintLeaf(value: bigint): ContentSpan[] {
  return numberLeaf(value > 0x7fff_ffff_ffff_ffffn ? BigInt.asIntN(64, value) : value)
}

function fixed64Leaf(data: DataView, at: number): ContentSpan[] {
  const float = data.getFloat64(at, true)
  const integer: ContentSpan[] = numberLeaf(data.getBigInt64(at, true))
  return plausible(float)
    ? [...numberLeaf(float), [' double, or ', 'dim'], ...integer]
    : [...integer, [' fixed64', 'dim']]
}

function fixed32Leaf(data: DataView, at: number): ContentSpan[] {
  const float = data.getFloat32(at, true)
  const integer: ContentSpan[] = numberLeaf(data.getInt32(at, true))
  if (Number.isNaN(float)) return [...wordLeaf('NaN'), [' float, or ', 'dim'], ...integer]
  const shown = numberLeaf(Number(float.toPrecision(7)))
  return plausible(float) ? [...shown, [' float, or ', 'dim'], ...integer] : [...integer, [' fixed32', 'dim']]
}

/** Numbers people use: an integer read as a float is nearly always outside. */
function plausible(float: number): boolean {
  const size = Math.abs(float)
  return float === 0 || (size > 1e-9 && size < 1e15)
}
