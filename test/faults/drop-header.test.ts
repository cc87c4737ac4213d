import { expect, test } from 'vitest'
import { answer, changed, explained, request, ruleWith } from '../support/fault.ts'

test('all fields of the name go, whatever their case', async () => {
  const { verdict } = await changed('drop_header', { name: 'X-A' }, answer('', ['x-a', '1', 'B', '2', 'X-A', '3']))
  expect(verdict.head.fields).toEqual(['B', '2'])
  expect(verdict.patches.every(({ op, cause }) => op === 'remove' && cause === 'fault drop_header')).toBe(true)
})

test('of the request, where the upstream is to miss it', async () => {
  const rule = ruleWith('drop_header', { name: 'authorization', from: 'request' })
  await rule.handle(answer(''), request(['Authorization', 'x', 'B', '2']))
  expect(rule.asked[0]).toMatchObject({
    head: { fields: ['B', '2'] },
    patches: [{ op: 'remove', index: 0, name: 'Authorization', before: 'x', cause: 'fault drop_header' }],
  })
  const without = request(['B', '2'])
  await rule.handle(answer(''), without)
  expect(rule.asked[1]).toBe(without)
  expect(explained('drop_header', { name: 'a', from: 'request' })).toBe('remove a from the request')
})
