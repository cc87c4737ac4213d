import { expect, test } from 'vitest'
import { BodyStream } from '../../src/kit/body.ts'
import { answer, changed, pour, request, ruleWith, type Answer } from '../support/fault.ts'

test('the body ends early and its length is repaired', async () => {
  const { verdict, seen } = await changed(
    'truncate_body',
    { bytes: 4 },
    answer('{"a":1}', ['content-length', '7', 'A', 'b']),
  )
  expect(seen.map(([, what]) => what)).toEqual(['{"a"', 'end'])
  expect(verdict.body.length).toBe(4)
  expect(verdict.patches).toEqual([
    { op: 'set', index: 0, name: 'content-length', value: '4', before: '7', cause: 'fault truncate_body' },
  ])
})

test('a shorter body is left as it is', async () => {
  const { verdict, seen } = await changed('truncate_body', { bytes: '1k' }, answer('abc', ['Content-Length', '3']))
  expect(seen.map(([, what]) => what)).toEqual(['abc', 'end'])
  expect(verdict.patches).toEqual([])
})

test('bytes 0 leaves none', async () => {
  const { verdict, seen } = await changed('truncate_body', { bytes: 0 }, answer('abc'))
  expect(seen.map(([, what]) => what)).toEqual(['end'])
  expect(verdict.body.length).toBe(0)
})

test('of a stream the rest is not read', async () => {
  let cancelled = 0
  const source = new BodyStream(null, { pauseBody() {}, resumeBody() {}, cancelBody: () => void cancelled++ })
  const verdict = (await ruleWith('truncate_body', { bytes: 3 }).handle(answer(source))) as Answer
  const seen = pour(verdict.body)
  source.push(Buffer.from('ab'))
  expect(cancelled).toBe(0)
  source.push(Buffer.from('cd'))
  source.push(Buffer.from('ef'))
  expect(cancelled).toBe(1)
  expect(seen.map(([, what]) => what)).toEqual(['ab', 'c', 'end'])
})

test.each([
  ['HEAD', 200],
  ['GET', 304],
])('an answer without content stays: %s %i', async (method, status) => {
  const upstream = answer('', ['Content-Length', '7'], status)
  expect((await changed('truncate_body', { bytes: 1 }, upstream, request([], { method }))).verdict).toBe(upstream)
})

test('what came is told, when it was more', async () => {
  const { events } = await changed('truncate_body', { bytes: 2 }, answer('abc'))
  expect(events).toMatchObject([{ type: 'body', side: 'response', cause: 'fault truncate_body', body: { size: 3 } }])
  expect((await changed('truncate_body', { bytes: 3 }, answer('abc'))).events).toEqual([])
})
