import { expect, test } from 'vitest'
import { standingOf } from '../../../src/pipeline/rules/standing.ts'
import { ruleOf } from '../../support/rules.ts'

const request = { method: 'GET', url: 'http://a.test/', fields: ['Host', 'a.test'], body: Buffer.from('needle') }

test.each([
  ['', true, 'anything'],
  ['~d a & ~bq needle', true, "the host matches /a/, and the request's body matches /needle/"],
  ['~d b & ~m GET', false, 'the host does not match /b/'],
  ['~d b | ~c 500', undefined, 'the status is 500'],
  ['~d b | ~d c', false, 'the host does not match /b/, and the host does not match /c/'],
  ['!~d a', false, 'the host matches /a/'],
])('%s', (match, answer, because) => {
  expect(standingOf({ definition: ruleOf(match, 'block') }, request)).toEqual({ answer, because })
})
