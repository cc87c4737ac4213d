import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FrameSplitter, type Piece } from '../../src/messages/frame-splitter.ts'
import { encodeFrame } from '../../src/messages/frame-writer.ts'

function split(chunks: readonly Uint8Array[], cap = 1000): Piece[] {
  const pieces: Piece[] = []
  const splitter = new FrameSplitter(cap, (piece) => void pieces.push(piece))
  for (const chunk of chunks) splitter.feed(chunk)
  splitter.flush()
  return pieces
}

const told = (pieces: readonly Piece[]) =>
  pieces.map((piece) => ('data' in piece ? `${piece.kind} ${Buffer.from(piece.data).toString()}` : piece.kind))

/** A frame by its first byte, unmasked, shorter than 126 bytes. */
const frame = (first: number, text: string) => Buffer.concat([Buffer.from([first, text.length]), Buffer.from(text)])
const text = (one: string) => encodeFrame('text', Buffer.from(one))

describe('pieces', () => {
  test.each([
    ['a message', [text('hi')], ['text hi']],
    ['a masked one', [encodeFrame('binary', Buffer.from('hi'), Buffer.from([1, 2, 3, 4]))], ['binary hi']],
    ['an empty one', [text('')], ['text ']],
    ['fragments, a ping between them', [frame(1, 'he'), frame(0x89, ''), frame(0x80, 'y')], ['control', 'text hey']],
    ['the goodbye', [frame(0x88, '')], ['control']],
    ['one that is too long', [frame(0x81, 'x'.repeat(11)), text('ok')], ['bytes', 'bytes', 'text ok']],
    [
      'fragments that become too long',
      [frame(1, '123456'), frame(0, '7890ab'), frame(0x80, 'c'), text('ok')],
      ['bytes', 'bytes', 'bytes', 'bytes', 'bytes', 'text ok'],
    ],
    ['a continuation of nothing', [frame(0x80, 'x'), text('ok')], ['bytes', 'bytes']],
    ['a message inside a message', [frame(1, 'a'), frame(0x81, 'b')], ['bytes', 'bytes']],
    ['an opcode that nobody has', [frame(0x83, '')], ['bytes']],
    ['half a frame at the end', [text('hello').subarray(0, 4)], ['bytes']],
    ['half a message at the end', [frame(1, 'he')], ['bytes']],
  ])('%s', (_name, chunks, expected) => {
    expect(told(split(chunks, 10))).toEqual(expected)
  })

  test('RSV1 on the first frame is compression', () => {
    expect(split([frame(0xc1, 'x')])).toMatchObject([{ compressed: true }])
    expect(split([frame(0x81, 'x')])).toMatchObject([{ compressed: false }])
  })

  test('payloads are copies: unmasking leaves what passes as it was', () => {
    const bytes = encodeFrame('text', Buffer.from('hello'), Buffer.from([9, 8, 7, 6]))
    const before = Buffer.from(bytes)
    const [piece] = split([bytes])
    expect(Buffer.from(bytes)).toEqual(before)
    expect(piece).toMatchObject({ raw: bytes })
  })
})

test('whatever comes, however it is cut, the raw bytes of all pieces are the stream', () => {
  const part = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc
      .tuple(fc.constantFrom('text', 'binary', 'ping', 'close' as const), fc.uint8Array({ maxLength: 30 }))
      .map(([kind, payload]) => encodeFrame(kind as 'text', payload)),
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), fc.array(fc.nat(60), { maxLength: 10 }), (parts, cuts) => {
      const stream = Buffer.concat(parts)
      const borders = [0, ...cuts.map((cut) => Math.min(cut, stream.length)).toSorted((a, b) => a - b), stream.length]
      const chunks = borders.slice(1).map((end, i) => stream.subarray(borders[i], end))
      const pieces = split(chunks, 20)
      // A ping overtakes no bytes of the message around it: only its raw place differs.
      const length = pieces.reduce((sum, { raw }) => sum + raw.length, 0)
      expect(length).toBe(stream.length)
      if (!pieces.some(({ kind }) => kind === 'control'))
        expect(Buffer.concat(pieces.map(({ raw }) => raw))).toEqual(stream)
      expect(told(pieces).filter((one) => /^(text|binary) /.test(one))).toEqual(
        told(split([stream], 20)).filter((one) => /^(text|binary) /.test(one)),
      )
    }),
  )
})

test('a long message in tiny chunks is put together once', () => {
  const bytes = encodeFrame('binary', new Uint8Array(200_000).fill(7))
  const chunks = Array.from({ length: Math.ceil(bytes.length / 10) }, (_, i) => bytes.subarray(i * 10, i * 10 + 10))
  const [piece] = split(chunks, 1_000_000)
  expect(piece).toMatchObject({ kind: 'binary', raw: { length: bytes.length } })
})

test('a message of endless empty fragments is not kept', () => {
  const pieces: Piece[] = []
  const splitter = new FrameSplitter(1000, (piece) => void pieces.push(piece))
  splitter.feed(frame(1, ''))
  for (let i = 0; i < 5000; i++) splitter.feed(frame(0, ''))
  expect(pieces).toHaveLength(5001)
  splitter.feed(frame(0x80, ''))
  splitter.feed(text('ok'))
  expect(told(pieces).slice(-2)).toEqual(['bytes', 'text ok'])
})
