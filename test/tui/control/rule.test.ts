import { expect, test } from 'vitest'
import { createTestApp } from '../../support/tui.ts'

const rule = (name: string) => ({
  definition: { name, match: '', enabled: true, chance: 1, do: [] },
  explanation: '',
  matched: 0,
  acted: 0,
})
const rules = [rule('a'), rule('b'), rule('c')]

test('the selected rule is switched, moved and removed', async () => {
  const app = createTestApp({ rules })
  await app.press('#', 'j', 'space', 'K', 'J', 'd')
  expect(app.ran).toEqual([
    'rule-toggle {"name":"b"}',
    'rule-move {"name":"b","to":1}',
    'rule-move {"name":"a","to":2}',
    'rule-remove {"name":"b"}',
  ])
  expect(app.ui.note?.text).toBe('b is gone; u brings it back')
  await app.press('u')
  expect(app.ran.at(-1)).toBe('rule-undo {}')
})

test('no rule, no change', async () => {
  const app = createTestApp()
  await app.press('#', 'space')
  expect([app.ran, app.ui.note?.style]).toEqual([[], 'serverError'])
  await app.run('rule sideways')
  expect(app.ui.note?.text).toContain('toggle, up, down, remove')
})

test.each(['toggle', 'up', 'down', 'remove'])('%s needs a rule that is seen to be selected', async (what) => {
  const app = createTestApp({ rules })
  await app.run(`rule ${what}`)
  expect(app.ran).toEqual([])
  expect(app.ui.note?.text).toBe('Expected a selected rule, got none. # shows the rules to select one.')
})

test('after the last one is gone the one before it is selected', async () => {
  let left = rules
  const app = createTestApp({ source: { rules: () => left } })
  await app.press('#', 'G')
  left = rules.slice(0, 2)
  app.forgetRules()
  await app.press('d')
  expect(app.ran).toEqual(['rule-remove {"name":"b"}'])
})
