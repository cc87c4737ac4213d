import { expect, test } from 'vitest'
import { noRules, ruleLines } from '../../../src/tui/panels/rules.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'

test('on and off, how often, in English', () => {
  const rule = (name: string, enabled: boolean) => ({
    definition: { name, match: '', enabled, chance: 1, do: [] },
    explanation: `${enabled ? '' : '[off] '}For every request: nothing.`,
    matched: 12,
    acted: 3,
  })
  expect(ruleLines([rule('a', true), rule('long', false)]).map(plainLine)).toEqual([
    ' ● a         3/12 For every request: nothing.',
    ' ○ long      3/12 For every request: nothing.',
  ])
  expect(ruleLines([])).toEqual([])
})

test('what to do where there are none can be read on a narrow screen', () => {
  for (const line of noRules) expect(plainLine(line).length).toBeLessThan(40)
  expect(noRules.map(plainLine).join()).toContain('writes one in $EDITOR')
})
