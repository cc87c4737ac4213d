import { expect, test } from 'vitest'
import { answer, ruleWith } from '../support/fault.ts'

test('the exchange ends without an answer and nobody is asked', async () => {
  const rule = ruleWith('empty_response', {})
  expect(await rule.handle(answer('x'))).toMatchObject({
    kind: 'abort',
    how: 'close',
    scope: 'stream',
    from: 'fault',
    failure: { code: 'injected' },
  })
  expect(rule.asked).toEqual([])
})
