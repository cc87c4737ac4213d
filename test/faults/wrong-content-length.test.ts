import { expect, test } from 'vitest'
import { BodyStream } from '../../src/kit/body.ts'
import { answer, changed, explained, ruleWith, type Answer } from '../support/fault.ts'

test('more is announced than comes, and then the connection closes', async () => {
  const { verdict, seen } = await changed('wrong_content_length', {}, answer('abc', ['Content-Length', '3']))
  expect(verdict.head.fields).toEqual(['Content-Length', '13'])
  expect(verdict.body.length).toBe(13)
  expect(seen.map(([, what]) => what)).toEqual(['abc', 'fail injected'])
})

test('or less, and never less than nothing', async () => {
  expect((await changed('wrong_content_length', { by: -2 }, answer('abc'))).verdict.head.fields).toEqual([
    'Content-Length',
    '1',
  ])
  expect((await changed('wrong_content_length', { by: -9 }, answer('abc'))).verdict.head.fields).toEqual([
    'Content-Length',
    '0',
  ])
})

test('a body without a known length gets a length of its own', async () => {
  const source = new BodyStream(null, { pauseBody() {}, resumeBody() {}, cancelBody() {} })
  const verdict = await ruleWith('wrong_content_length', { by: 5 }).handle(
    answer(source, ['Transfer-Encoding', 'chunked', 'A', 'b']),
  )
  expect((verdict as Answer).head.fields).toEqual(['A', 'b', 'Content-Length', '5'])
  expect((verdict as Answer).body.length).toBe(5)
})

test('it explains itself', () => {
  expect(explained('wrong_content_length', { by: -3 })).toContain('3 bytes too small')
})
