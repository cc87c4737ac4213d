/** CBOR (RFC 8949) as a tree, in the manner of its diagnostic notation (§8). */
import type { ContentSpan, ContentType, View } from '../document.ts'
import { lazyDocument } from '../lazy-document.ts'
import { bytesLeaf, numberLeaf, textLeaf, wordLeaf } from '../leaf.ts'
import { cutNote } from '../notes.ts'
import { type Item, type TreeReader, treeScanner } from '../tree-scanner.ts'

export const cbor: View = {
  name: 'cbor',
  label: 'CBOR',
  fits: ({ mime }: ContentType) => (/^application\/(cbor(-seq)?|cose|cwt|senml\+cbor)$|\+cbor$/.test(mime) ? 0.9 : 0),
  open: (bytes, { cut }) => Promise.resolve(lazyDocument(treeScanner(bytes, cborReader(bytes), cut), cutNote(cut))),
}

export function cborReader(bytes: Uint8Array): TreeReader {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return {
    read(at, end) {
      try {
        return readItem(data, bytes, at, end)
      } catch {
        // Beyond the last byte.
        return { kind: 'wrong', expected: 'more bytes' }
      }
    },
  }
}

/** Tags in a row before a value: more are an attack. */
const mostTags = 8

function readItem(data: DataView, bytes: Uint8Array, start: number, end: number): Item {
  const tags: ContentSpan[] = []
  let at = start
  for (;;) {
    const first = data.getUint8(at)
    if (first === 0xff) return tags.length > 0 ? wrong('an item after a tag') : { kind: 'stop', end: at + 1 }
    const major = first >> 5
    const { argument, next } = readArgument(data, first & 31, at + 1)
    if (argument === 'reserved') return wrong('a length')
    if (major === 6) {
      if (argument === undefined || tags.length >= mostTags) return wrong('a tag')
      tags.push([`, tag ${argument}`, 'dim'])
      at = next
      continue
    }
    const item = readMajor(data, bytes, major, { first, argument, next, end })
    return item.kind === 'leaf' || item.kind === 'open' ? { ...item, spans: [...item.spans, ...tags] } : item
  }
}

type Argument = number | bigint | undefined | 'reserved'

/** The length or value after the first byte; undefined for indefinite length (RFC 8949 §3). */
function readArgument(data: DataView, info: number, at: number): { argument: Argument; next: number } {
  if (info < 24) return { argument: info, next: at }
  if (info === 24) return { argument: data.getUint8(at), next: at + 1 }
  if (info === 25) return { argument: data.getUint16(at), next: at + 2 }
  if (info === 26) return { argument: data.getUint32(at), next: at + 4 }
  if (info === 27) return { argument: data.getBigUint64(at), next: at + 8 }
  return { argument: info === 31 ? undefined : 'reserved', next: at }
}

type Head = { first: number; argument: number | bigint | undefined; next: number; end: number }

function readMajor(data: DataView, bytes: Uint8Array, major: number, head: Head): Item {
  const { argument, next, end } = head
  if (major === 7) return readSimple(data, head)
  if (major <= 1) {
    if (argument === undefined) return wrong('a number')
    return leaf(next, numberLeaf(major === 0 ? argument : negative(argument)))
  }
  const length = argument === undefined ? undefined : Number(argument)
  if (major >= 4) {
    const map = major === 5
    // Every item takes a byte: a count beyond them is a lie.
    if (length !== undefined && length * (map ? 2 : 1) > end - next && length > 1_000_000) return wrong('more bytes')
    return { kind: 'open', end: next, map, spans: [], ...(length !== undefined && { count: length }) }
  }
  // Texts and bytes in chunks: the chunks are shown as a list.
  if (length === undefined)
    return { kind: 'open', end: next, map: false, spans: [[major === 2 ? 'bytes in chunks' : 'text in chunks', 'dim']] }
  if (next + length > end) return wrong('more bytes')
  return leaf(next + length, (major === 2 ? bytesLeaf : textLeaf)(bytes, next, next + length))
}

function readSimple(data: DataView, { first, argument, next }: Head): Item {
  const info = first & 31
  if (info === 25) return leaf(next, numberLeaf(halfFloat(data.getUint16(next - 2))))
  if (info === 26) return leaf(next, numberLeaf(data.getFloat32(next - 4)))
  if (info === 27) return leaf(next, numberLeaf(data.getFloat64(next - 8)))
  const word = ({ 20: 'false', 21: 'true', 22: 'null', 23: 'undefined' } as Record<number, string>)[info]
  return leaf(next, wordLeaf(word ?? `simple(${argument})`))
}

function negative(argument: number | bigint): number | bigint {
  return typeof argument === 'bigint' ? -1n - argument : -1 - argument
}

/** RFC 8949, appendix D. */
function halfFloat(half: number): number {
  const exponent = (half >> 10) & 31
  const mantissa = half & 1023
  const size =
    exponent === 0
      ? mantissa * 2 ** -24
      : exponent === 31
        ? mantissa === 0
          ? Infinity
          : NaN
        : (mantissa + 1024) * 2 ** (exponent - 25)
  return half & 0x8000 ? -size : size
}

function wrong(expected: string): Item {
  return { kind: 'wrong', expected }
}

function leaf(end: number, spans: readonly ContentSpan[]): Item {
  return { kind: 'leaf', end, spans }
}
