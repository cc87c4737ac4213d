import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FrameReader, type WebSocketMessage } from '../../src/messages/frame-reader.ts'
import { encodeFrame } from '../../src/messages/frame-writer.ts'

function masked(
  kind: 'text' | 'binary' | 'close' | 'ping' | 'pong',
  payload: Uint8Array,
  mask: readonly number[],
): Uint8Array {
  const plain = encodeFrame(kind, payload)
  const header = plain.subarray(0, plain.length - payload.length)
  header[1] = header[1]! | 0x80
  return Buffer.concat([header, Uint8Array.from(mask), payload.map((byte, i) => byte ^ mask[i & 3]!)])
}

function read(
  bytes: Uint8Array,
  cuts: readonly number[] = [],
  cap = 1000,
): { messages: WebSocketMessage[]; problem: string | undefined } {
  const messages: WebSocketMessage[] = []
  const reader = new FrameReader(cap, (message) => messages.push(message))
  let at = 0
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    reader.feed(bytes.subarray(at, Math.max(at, cut)))
    at = Math.max(at, cut)
  }
  reader.feed(bytes.subarray(at))
  return { messages, problem: reader.problem }
}

const mask = [0xa1, 0x02, 0xb3, 0x44]

describe('FrameReader', () => {
  test('reads masked and plain messages of every length form, split anywhere', () => {
    const sizes = fc.constantFrom(0, 1, 125, 126, 200, 65_535, 65_536)
    fc.assert(
      fc.property(sizes, fc.boolean(), fc.array(fc.nat(70_000), { maxLength: 6 }), (size, isMasked, cuts) => {
        const payload = Uint8Array.from({ length: size }, (_, i) => i & 255)
        const frame = isMasked ? masked('binary', payload, mask) : encodeFrame('binary', payload)
        const { messages, problem } = read(Buffer.concat([frame, frame]), cuts, 100_000)
        expect(problem).toBeUndefined()
        expect(messages.map((message) => message.size)).toEqual([size, size])
        for (const message of messages) expect(Buffer.compare(message.data, payload)).toBe(0)
      }),
      { numRuns: 60 },
    )
  })

  test('never changes the bytes it reads: they are on their way to the other side', () => {
    const frame = Buffer.from(masked('text', Buffer.from('hello'), mask))
    const before = Buffer.from(frame)
    read(frame)
    expect(frame.equals(before)).toBe(true)
  })

  test('puts fragments together and lets control frames come in between', () => {
    const first = encodeFrame('text', Buffer.from('hel'))
    first[0] = 0x41 // no FIN, RSV1: compressed
    const last = encodeFrame('text', Buffer.from('lo'))
    last[0] = 0x80 // continuation, FIN
    const { messages } = read(Buffer.concat([first, encodeFrame('ping', Buffer.from('p')), last]))
    expect(
      messages.map(({ kind, size, compressed, data }) => [kind, size, compressed, Buffer.from(data).toString()]),
    ).toEqual([
      ['ping', 1, false, 'p'],
      ['text', 5, true, 'hello'],
    ])
  })

  test('keeps a capped copy and counts the rest', () => {
    const { messages } = read(encodeFrame('binary', new Uint8Array(500)), [], 10)
    expect(messages[0]!.size).toBe(500)
    expect(messages[0]!.data.length).toBe(10)
  })

  test.each([
    ['a reserved opcode', [0x83, 0x00], /opcode 3/],
    ['a continuation of nothing', [0x80, 0x00], /opcode 0/],
    ['a fragmented ping', [0x09, 0x00], /control frame/],
  ])('stops at %s', (_name, bytes, problem) => {
    expect(read(Uint8Array.from(bytes)).problem).toMatch(problem)
  })

  test('survives any bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.array(fc.nat(300), { maxLength: 5 }),
        (bytes, cuts) => void read(bytes, cuts),
      ),
    )
  })
})
