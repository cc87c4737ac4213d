/**
 * gRPC (grpc/doc/PROTOCOL-HTTP2.md) and gRPC-Web (PROTOCOL-WEB.md): frames of a flag, a length and a message, and the
 * messages read as Protocol Buffers without a schema. Compressed ones are decoded, gRPC-Web's trailers shown as text.
 */
import { Buffer } from 'node:buffer'
import { decodeBody } from '../decode.ts'
import type { ContentDocument, ContentSpan, ContentType, OpenOptions, View } from '../document.ts'
import { lazyDocument } from '../lazy-document.ts'
import { bytesLeaf, textLeaf } from '../leaf.ts'
import { cutNote } from '../notes.ts'
import { protobufReader } from '../protobuf-reader.ts'
import { type Item, type TreeReader, treeScanner } from '../tree-scanner.ts'

export const grpc: View = {
  name: 'grpc',
  label: 'gRPC',
  fits: ({ mime }: ContentType) => (mime.startsWith('application/grpc') && !mime.endsWith('+json') ? 0.95 : 0),
  open: (bytes, options) => Promise.resolve(openGrpc(bytes, options)),
}

/** Bytes of one message decoded. */
const mostDecoded = 4 * 1024 * 1024

function openGrpc(given: Uint8Array, { type, cut }: OpenOptions): ContentDocument {
  const bytes = type.mime.startsWith('application/grpc-web-text') ? fromBase64(given) : given
  const { bytes: plain, packed } = unpack(bytes, type.coding)
  const notes = ['messages read without a schema', ...cutNote(cut)]
  if (packed > 0)
    notes.push(`${packed} compressed ${packed === 1 ? 'message is' : 'messages are'} shown decoded (${type.coding})`)
  return lazyDocument(treeScanner(plain, grpcReader(plain), cut), notes)
}

/** Each flush of gRPC-Web-Text is base64 of its own, padded in the middle. */
function fromBase64(bytes: Uint8Array): Uint8Array {
  const parts =
    Buffer.from(bytes)
      .toString('latin1')
      .match(/[^=]+=*/g) ?? []
  return Buffer.concat(parts.map((part) => Buffer.from(part, 'base64')))
}

const flagOf = { compressed: 1, trailers: 128 }

/** The frames with their messages decoded; what cannot be decoded stays, with its flag. */
function unpack(bytes: Uint8Array, coding: string | undefined): { bytes: Uint8Array; packed: number } {
  const parts: Uint8Array[] = []
  let packed = 0
  let at = 0
  while (coding !== undefined && at + 5 <= bytes.length) {
    const length = Buffer.from(bytes.buffer, bytes.byteOffset + at + 1, 4).readUInt32BE()
    if (at + 5 + length > bytes.length) break
    const message = bytes.subarray(at + 5, at + 5 + length)
    if ((bytes[at]! & flagOf.compressed) !== 0) {
      const { bytes: content, problem } = decodeBody([message], coding, mostDecoded)
      if (problem === undefined) {
        const head = Buffer.alloc(5)
        head.writeUInt32BE(content.length, 1)
        parts.push(head, content)
        packed++
      } else parts.push(bytes.subarray(at, at + 5), message)
    } else parts.push(bytes.subarray(at, at + 5 + length))
    at += 5 + length
  }
  return packed === 0 ? { bytes, packed } : { bytes: Buffer.concat([...parts, bytes.subarray(at)]), packed }
}

const inMessage = 'message'

function grpcReader(bytes: Uint8Array): TreeReader {
  const messages = protobufReader(bytes)
  return {
    read: (at, end, inner) => (inner === inMessage ? messages.read(at, end, inner) : readFrame(bytes, at, end)),
  }
}

function readFrame(bytes: Uint8Array, at: number, end: number): Item {
  if (at + 5 > end) return { kind: 'wrong', expected: 'a frame head of 5 bytes' }
  const flags = bytes[at]!
  const length = Buffer.from(bytes.buffer, bytes.byteOffset + at + 1, 4).readUInt32BE()
  const from = at + 5
  const to = from + length
  if (to > end) return { kind: 'wrong', expected: `a message of ${length} bytes` }
  const label: ContentSpan[] = [[`message of ${length} bytes`, 'dim']]
  if ((flags & flagOf.trailers) !== 0)
    return { kind: 'leaf', end: to, spans: [['trailers ', 'dim'], ...textLeaf(bytes, from, to)] }
  if ((flags & flagOf.compressed) !== 0)
    return { kind: 'leaf', end: to, spans: [['compressed ', 'dim'], ...bytesLeaf(bytes, from, to)] }
  if (length === 0) return { kind: 'leaf', end: to, spans: [['{}  '], ...label] }
  return { kind: 'open', end: from, map: false, braces: true, until: to, inner: inMessage, spans: label }
}
