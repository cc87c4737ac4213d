import { expect, test } from 'vitest'
import { checkCompiled } from '../../src/cli/check-rules.ts'
import { ruleOf } from '../support/rules.ts'

test('what a start would refuse is refused', () => {
  expect(checkCompiled([ruleOf('~c 500', 'respond')])).toMatchObject([{ moment: 'response' }])
  expect(() => checkCompiled([ruleOf('~c 500', 'route', { to: 'http://a' })])).toThrowError(/phase response-head/)
})
