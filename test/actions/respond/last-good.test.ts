import { expect, test } from 'vitest'
import { LastGood } from '../../../src/actions/respond/last-good.ts'
import { toolsOf } from '../../support/rules.ts'

test('what was good stays, and the warning comes once', async () => {
  const { tools, warnings } = toolsOf()
  const results: Promise<number>[] = [
    Promise.resolve(1),
    Promise.reject(new Error('bad')),
    Promise.reject(new Error('bad')),
    Promise.resolve(2),
  ]
  for (const one of results) one.catch(() => {})
  const good = new LastGood('a.yaml', { get: () => results.shift()! })
  const seen = [await good.get(tools), await good.get(tools), await good.get(tools), await good.get(tools)]
  expect(seen).toEqual([1, 1, 1, 2])
  expect(warnings).toEqual(['a.yaml: bad. What was good before stays.'])
})

test('without a good one it fails', async () => {
  const good = new LastGood('a.yaml', { get: () => Promise.reject(new Error('bad')) })
  await expect(Promise.resolve(good.get(toolsOf().tools))).rejects.toThrow('bad')
})
