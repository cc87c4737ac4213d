import { expect, test } from 'vitest'
import { unreadLines } from '../../../src/tui/detail/unread-bytes.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'

test('in hexadecimal, and as characters', () => {
  const lines = unreadLines(Buffer.from('GET\x00 /\x1b[2J'), 60).map(plainLine)
  expect(lines[0]).toMatch(/^── As it came {2}10 B ─+$/)
  expect(lines[1]).toMatch(/^00000000 {2}47 45 54 00 20 2f 1b 5b {2}32 4a .*GET\. \/\.\[2J$/)
  expect(lines).toHaveLength(2)
})

test('of very many the first', () => {
  expect(plainLine(unreadLines(new Uint8Array(10_000), 60).at(-1)!)).toBe('… 1.8 kB more')
})
