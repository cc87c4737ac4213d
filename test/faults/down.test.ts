import { expect, test } from 'vitest'
import { answer, ruleWith } from '../support/fault.ts'

test('the connection closes and nobody is asked', async () => {
  const rule = ruleWith('down', {})
  expect(await rule.handle(answer('x'))).toMatchObject({
    kind: 'abort',
    how: 'close',
    scope: 'connection',
    from: 'fault',
    failure: { code: 'injected', message: 'the fault down of the rule the rule closed the connection before any byte' },
  })
  expect(rule.asked).toEqual([])
})
