/** MessagePack (github.com/msgpack/msgpack, spec.md) as a tree. */
import type { ContentType, View } from '../document.ts'
import { lazyDocument } from '../lazy-document.ts'
import { bytesLeaf, numberLeaf, textLeaf, wordLeaf } from '../leaf.ts'
import { cutNote } from '../notes.ts'
import { type Item, type TreeReader, treeScanner } from '../tree-scanner.ts'

export const msgpack: View = {
  name: 'msgpack',
  label: 'MessagePack',
  fits: ({ mime }: ContentType) => (/^application\/(x-|vnd\.)?(msgpack|messagepack)$|\+msgpack$/.test(mime) ? 0.9 : 0),
  open: (bytes, { cut }) => Promise.resolve(lazyDocument(treeScanner(bytes, msgpackReader(bytes), cut), cutNote(cut))),
}

export function msgpackReader(bytes: Uint8Array): TreeReader {
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

function readItem(data: DataView, bytes: Uint8Array, at: number, end: number): Item {
  const first = data.getUint8(at)
  if (first < 0x80) return leaf(at + 1, numberLeaf(first))
  if (first < 0x90) return { kind: 'open', end: at + 1, map: true, count: first & 15, spans: [] }
  if (first < 0xa0) return { kind: 'open', end: at + 1, map: false, count: first & 15, spans: [] }
  if (first < 0xc0) return text(bytes, at + 1, first & 31, end)
  if (first >= 0xe0) return leaf(at + 1, numberLeaf(first - 256))
  if (first >= 0xca && first <= 0xd3) return readNumber(data, first, at + 1)
  if (first === 0xc0) return leaf(at + 1, wordLeaf('null'))
  if (first === 0xc2) return leaf(at + 1, wordLeaf('false'))
  if (first === 0xc3) return leaf(at + 1, wordLeaf('true'))
  if (first === 0xc1) return { kind: 'wrong', expected: 'a MessagePack item' }
  return readSized(data, bytes, first, at + 1, end)
}

function readNumber(data: DataView, first: number, at: number): Item {
  if (first === 0xca) return leaf(at + 4, numberLeaf(data.getFloat32(at)))
  if (first === 0xcb) return leaf(at + 8, numberLeaf(data.getFloat64(at)))
  if (first === 0xcc) return leaf(at + 1, numberLeaf(data.getUint8(at)))
  if (first === 0xcd) return leaf(at + 2, numberLeaf(data.getUint16(at)))
  if (first === 0xce) return leaf(at + 4, numberLeaf(data.getUint32(at)))
  if (first === 0xcf) return leaf(at + 8, numberLeaf(data.getBigUint64(at)))
  if (first === 0xd0) return leaf(at + 1, numberLeaf(data.getInt8(at)))
  if (first === 0xd1) return leaf(at + 2, numberLeaf(data.getInt16(at)))
  if (first === 0xd2) return leaf(at + 4, numberLeaf(data.getInt32(at)))
  return leaf(at + 8, numberLeaf(data.getBigInt64(at)))
}

/** Texts, bytes, extensions, arrays and maps with their length in 1, 2 or 4 bytes. */
function readSized(data: DataView, bytes: Uint8Array, first: number, at: number, end: number): Item {
  const size = (step: number) => (step === 0 ? data.getUint8(at) : step === 1 ? data.getUint16(at) : data.getUint32(at))
  if (first <= 0xc6) return binary(bytes, at + (1 << (first - 0xc4)), size(first - 0xc4), end)
  if (first <= 0xc9) return extension(data, bytes, at + (1 << (first - 0xc7)), size(first - 0xc7), end)
  if (first <= 0xd8) return extension(data, bytes, at, 1 << (first - 0xd4), end)
  if (first <= 0xdb) return text(bytes, at + (1 << (first - 0xd9)), size(first - 0xd9), end)
  const wide = first === 0xdd || first === 0xdf
  return { kind: 'open', end: at + (wide ? 4 : 2), map: first >= 0xde, count: size(wide ? 2 : 1), spans: [] }
}

function text(bytes: Uint8Array, from: number, length: number, end: number): Item {
  return from + length > end ? tooShort : leaf(from + length, textLeaf(bytes, from, from + length))
}

function binary(bytes: Uint8Array, from: number, length: number, end: number): Item {
  return from + length > end ? tooShort : leaf(from + length, bytesLeaf(bytes, from, from + length))
}

function extension(data: DataView, bytes: Uint8Array, at: number, length: number, end: number): Item {
  if (at + 1 + length > end) return tooShort
  const type = data.getInt8(at)
  const to = at + 1 + length
  // Type −1 is a time; of its three forms the short one is common.
  if (type === -1 && length === 4)
    return leaf(to, [
      [new Date(data.getUint32(at + 1) * 1000).toISOString(), 'string'],
      [' timestamp', 'dim'],
    ])
  return leaf(to, [...bytesLeaf(bytes, at + 1, to), [`, extension ${type}`, 'dim']])
}

const tooShort: Item = { kind: 'wrong', expected: 'more bytes' }

function leaf(end: number, spans: Extract<Item, { kind: 'leaf' }>['spans']): Item {
  return { kind: 'leaf', end, spans }
}
