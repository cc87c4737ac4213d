import { expect, test } from 'vitest'
import { diffBodies } from '../../../../src/content/diff-body.ts'
import { bodyDiffLines } from '../../../../src/tui/detail/diff/body-lines.ts'
import { plainLine } from '../../../../src/tui/theme/paint.ts'

async function lines(before: string | Uint8Array, after: string | Uint8Array, context = 1): Promise<string[]> {
  const type = { mime: '', parameters: {} }
  const diff = await diffBodies({ bytes: Buffer.from(before), type }, { bytes: Buffer.from(after), type })
  return bodyDiffLines(diff, context, 60).map(plainLine)
}

test('JSON by its paths', async () => {
  expect(await lines('{"a":1,"b":[1,2],"c":"x"}', '{"a":2,"b":[1],"d":{"e":"\\u001b[2J"}}')).toEqual([
    '~ $.a: 1 → 2',
    '- $.b[1]: 2',
    '- $.c: "x"',
    '+ $.d: {"e":"\\u001b[2J"}',
  ])
})

test('text by its lines, those far away counted', async () => {
  const text = 'a\nb\nc\nd\ne\nf'
  expect(await lines(text, text.replace('e', 'E\x1b[2J'))).toEqual([
    '  … 3 lines unchanged',
    '  d',
    '- e',
    '+ E',
    '  f',
  ])
})

test('bytes by size and hash, and the same', async () => {
  const [before, after] = await lines(new Uint8Array([0, 1, 2]), new Uint8Array([0, 255, 2, 3]))
  expect(before).toMatch(/^- 3 B {2}sha-256 [\da-f]{16}…$/)
  expect(after).toMatch(/^\+ 4 B {2}sha-256 /)
  expect(await lines('x', 'x')).toEqual(['the same'])
})

test('a long value is cut', async () => {
  const [line] = await lines('{"a":1}', JSON.stringify({ a: 'x'.repeat(1000) }))
  expect(line).toMatch(/^~ \$\.a: 1 → "x+$/)
  expect((await lines('{"a":1}', JSON.stringify({ a: 'x'.repeat(1000) }))).join('').length).toBeLessThan(400)
})
