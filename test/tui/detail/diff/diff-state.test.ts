import { expect, test } from 'vitest'
import { detailOf, diffKey, diffState } from '../../../../src/tui/detail/diff/diff-state.ts'
import { tabView } from '../../../support/tab-view.ts'

test('side by side it begins with context, inline without; kept from then on', () => {
  const view = tabView()
  expect(detailOf(diffState(view, true))).toEqual({ context: 3, only: false })
  expect(diffState(view, false)).toBe(diffState(view, true))
  expect(detailOf(diffState(tabView(), false))).toEqual({ context: 0, only: false })
})

test('more, less, and changes only', () => {
  const state = diffState(tabView(), false)
  const press = (key: string) => (diffKey(state, key) ? detailOf(state) : 'not its own')
  expect(press('}')).toEqual({ context: 1, only: false })
  expect(press('o')).toEqual({ context: 1, only: true })
  expect(press('o')).toEqual({ context: 1, only: false })
  expect(press('{')).toEqual({ context: 0, only: false })
  expect(press('{')).toEqual({ context: 0, only: false })
  for (let i = 0; i < 9; i++) press('}')
  expect(detailOf(state).context).toBe(1000)
  expect(press('x')).toBe('not its own')
})
