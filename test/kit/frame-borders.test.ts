import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FrameBorders } from '../../src/kit/frame-borders.ts'

type Frame = { opcode: number; final: boolean; size: number; masked: boolean }

function encode({ opcode, final, size, masked }: Frame): Buffer {
  const extended = size < 126 ? 0 : size < 65_536 ? 2 : 8
  const frame = Buffer.alloc(2 + extended + (masked ? 4 : 0) + size, opcode)
  frame[0] = (final ? 0x80 : 0) | opcode
  frame[1] = (extended === 0 ? size : extended === 2 ? 126 : 127) | (masked ? 0x80 : 0)
  if (extended === 2) frame.writeUInt16BE(size, 2)
  if (extended === 8) frame.writeBigUInt64BE(BigInt(size), 2)
  return frame
}

const size = fc.oneof(fc.constantFrom(0, 1, 125, 126, 127, 65_535, 65_536), fc.integer({ min: 0, max: 300 }))
const message = fc
  .record({ first: size, more: fc.array(size, { maxLength: 2 }), masked: fc.boolean(), ping: fc.boolean() })
  .map(({ first, more, masked, ping }): Frame[] => {
    const sizes = [first, ...more]
    const frames = sizes.map((one, i) => ({
      opcode: i === 0 ? 1 : 0,
      final: i === sizes.length - 1,
      size: one,
      masked,
    }))
    // Between fragments a ping may come.
    return ping ? [frames[0]!, { opcode: 9, final: true, size: 3, masked }, ...frames.slice(1)] : frames
  })

test('whatever the pieces: nothing is lost, and each message ends where its last frame does', () => {
  fc.assert(
    fc.property(
      fc.array(message, { maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 20 }),
      (messages, cuts) => {
        const frames = messages.flat()
        const bytes = Buffer.concat(frames.map(encode))
        const borders = new FrameBorders()
        const parts = []
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const end = at + cuts[i % cuts.length]!
          parts.push(...borders.split(bytes.subarray(at, end)))
          at = end
        }
        expect(Buffer.concat(parts.map((part) => part.bytes))).toEqual(bytes)
        expect(parts.filter(({ ends }) => ends).map(({ event }) => event)).toEqual(messages.map((_, i) => i + 1))
        const whole = new FrameBorders().split(bytes)
        const controls = whole.filter(({ event }) => event === 0)
        expect(controls).toHaveLength(frames.filter(({ opcode }) => opcode === 9).length)
      },
    ),
    { numRuns: 60 },
  )
})

test('a header in single bytes', () => {
  const borders = new FrameBorders()
  const bytes = encode({ opcode: 2, final: true, size: 300, masked: true })
  const parts = [...bytes].flatMap((byte) => borders.split(Uint8Array.of(byte)))
  expect(parts).toHaveLength(bytes.length)
  expect(parts.filter(({ ends }) => ends)).toHaveLength(1)
  expect(parts.at(-1)).toMatchObject({ event: 1, ends: true })
  expect(borders.split(Uint8Array.of(0x81, 0))).toEqual([{ bytes: Uint8Array.of(0x81, 0), event: 2, ends: true }])
})
