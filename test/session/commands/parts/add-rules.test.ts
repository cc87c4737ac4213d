import { expect, test } from 'vitest'
import { addRules } from '../../../../src/session/commands/parts/add-rules.ts'
import { ruleOf } from '../../../support/rules.ts'
import { commandBench } from '../../../support/commands.ts'

test('names that are taken get a number', async () => {
  const { rules } = commandBench()
  const named = (name: string) => ruleOf('', 'block', {}, { name })
  expect(await addRules(rules, [named('a')])).toEqual({ rules: ['a'] })
  expect(await addRules(rules, [named('a'), named('a'), named('b')])).toEqual({ rules: ['a #2', 'a #3', 'b'] })
})
