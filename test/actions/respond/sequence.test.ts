import { expect, test } from 'vitest'
import { type Afterwards, explainSequence, prepareSequence } from '../../../src/actions/respond/sequence.ts'
import { requestOf, toolsOf } from '../../support/rules.ts'

test.each([
  ['last', [503, 404, 404, 404, 404]],
  ['repeat', [503, 404, 503, 404, 503]],
  ['pass', [503, 404, undefined, undefined, undefined]],
] as [Afterwards, (number | undefined)[]][])('%s', async (then, expected) => {
  const answer = prepareSequence([{ status: 503 }, { status: 404 }], then)
  const statuses: (number | undefined)[] = []
  for (let turn = 0; turn < 5; turn++) {
    const verdict = await answer(requestOf(), toolsOf().tools)
    statuses.push(verdict?.kind === 'respond' ? verdict.head.status : undefined)
  }
  expect(statuses).toEqual(expected)
})

test('in English', () => {
  expect(explainSequence([{ status: 503 }, {}, { exchange: 'a#1' }], 'pass')).toBe(
    'answer 503, 200, as recorded, one after the other, then leave the request alone',
  )
})
