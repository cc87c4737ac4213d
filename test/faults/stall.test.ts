import { expect, test } from 'vitest'
import { BodyStream } from '../../src/kit/body.ts'
import { answer, changed, pour, ruleWith, type Answer } from '../support/fault.ts'

test('the body stops after so many bytes and goes on later', async () => {
  const { seen, clock, verdict } = await changed('stall', { after: 2, for: '5s' }, answer('abcd'))
  clock.advance(10_000)
  expect(seen).toEqual([
    [0, 'ab'],
    [5000, 'cd'],
    [5000, 'end'],
  ])
  expect(verdict.body.length).toBe(4)
})

test('over chunks: the time begins when the bytes are through, and what comes later passes', async () => {
  const rule = ruleWith('stall', { after: 3, for: 100 })
  const source = new BodyStream(null, { pauseBody() {}, resumeBody() {}, cancelBody() {} })
  const seen = pour(((await rule.handle(answer(source))) as Answer).body, () => rule.clock.now())
  source.push(Buffer.from('ab'))
  rule.clock.advance(10)
  source.push(Buffer.from('c'))
  rule.clock.advance(10)
  source.push(Buffer.from('d'))
  rule.clock.advance(100)
  source.push(Buffer.from('e'))
  source.finish()
  expect(seen).toEqual([
    [0, 'ab'],
    [10, 'c'],
    [110, 'd'],
    [120, 'e'],
    [120, 'end'],
  ])
})

test('when the bytes are all of the body, it is the end that waits', async () => {
  const { seen, clock } = await changed('stall', { after: 3, for: 100 }, answer('abc'))
  clock.advance(100)
  expect(seen).toEqual([
    [0, 'abc'],
    [100, 'end'],
  ])
})
