import { expect, test } from 'vitest'
import { lastGoodStay } from '../../src/cli/last-good.ts'
import { MiddleboxError } from '../../src/model/errors.ts'

test.each([
  ['Expected a, got b', 'Check it.', 'Expected a, got b. Check it. The last good rules stay.'],
  ['Expected a, got b.', 'Did you mean a?', 'Expected a, got b. Did you mean a? The last good rules stay.'],
  ['Expected a, got b.', '', 'Expected a, got b. The last good rules stay.'],
])('each part is a sentence: %s %s', (message, hint, said) =>
  expect(lastGoodStay(new MiddleboxError('rule_invalid', message, hint), 'rules')).toBe(said),
)

test('what nobody expected is said as it is', () =>
  expect(lastGoodStay(new Error('no'), 'routes')).toBe('Error: no. The last good routes stay.'))
