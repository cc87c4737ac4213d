import { expect, test } from 'vitest'
import { hintLine } from '../../../src/tui/detail/hints.ts'
import { createTestApp } from '../../support/tui.ts'
import { exchangeEvents } from '../../support/events.ts'

const hints = [
  [['{', '}'], 'context'],
  [['o'], 'all'],
] as const

test('keys with what they do', () => {
  expect(hintLine({ keyOf: (usual) => usual }, hints)).toEqual([
    ['{ }', 'key'],
    [' context', 'dim'],
    ['  o', 'key'],
    [' all', 'dim'],
  ])
  expect(hintLine({ keyOf: (usual) => (usual === 'o' ? undefined : 'up') }, hints)).toEqual([
    ['↑ ↑', 'key'],
    [' context', 'dim'],
  ])
  expect(hintLine({ keyOf: () => undefined }, hints)).toEqual([])
})

test('on the screen they are those of the user', async () => {
  const keys = { 'in-tab view': 'V', 'in-tab only': '=', 'in-tab more': [], back: 'B' }
  const app = createTestApp({ events: exchangeEvents('a'), settings: { keys } })
  await app.press('enter', '2')
  expect(app.screen()).toMatch(/ V view ──/)
  await app.press('3')
  expect(app.screen()).toMatch(/ \{ context  = changes only\n/)
})
