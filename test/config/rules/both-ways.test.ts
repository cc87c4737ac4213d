import { expect, test } from 'vitest'
import { bothWays } from '../../../src/config/rules/both-ways.ts'

test.each([
  ['', ['=request,response']],
  ['~d a', ['~d a=request,response']],
  ['~c 500', ['~s & (~c 500)=response']],
  ['!~q', ['!~q=request', '~s & (!~q)=response']],
])('%s', (filter, expected) => {
  const rules = bothWays('-B', 'text', filter, (side) => ({ action: side, attributes: {} }))
  expect(rules.map(({ match, do: steps }) => `${match}=${steps.map(({ action }) => action).join()}`)).toEqual(expected)
})
