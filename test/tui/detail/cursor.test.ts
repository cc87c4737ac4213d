import { expect, test } from 'vitest'
import { cursorIn, goalOf, moveCursor, stepOf } from '../../../src/tui/detail/cursor.ts'
import { tabView } from '../../support/tab-view.ts'

test('it begins at the top of the window, and comes along when that is scrolled', () => {
  const view = tabView({ from: 5, height: 10 })
  expect(cursorIn(view, 100)).toBe(5)
  expect(moveCursor(view, 7, 100)).toBe(5)
  expect(cursorIn(view, 100)).toBe(7)
  expect(cursorIn({ ...view, from: 20 }, 100)).toBe(20)
  expect(cursorIn({ ...view, from: 0, height: 3 }, 100)).toBe(2)
  expect(cursorIn(view, 3)).toBe(2)
})

test('at an edge the window goes with it', () => {
  const view = tabView({ from: 5, height: 10 })
  expect(moveCursor(view, 15, 100)).toBe(6)
  expect(moveCursor(view, 4, 100)).toBe(4)
  expect(moveCursor(view, -3, 100)).toBe(0)
})

test('steps', () => {
  expect(['j', 'down', 'k', 'up', 'x', 'constructor'].map(stepOf)).toEqual([1, 1, -1, -1, undefined, undefined])
})

test('where keys take it', () => {
  expect(['j', 'up', 'g', 'home', 'G', 'end', 'x'].map((key) => goalOf(key, 5, 10))).toEqual([
    6,
    4,
    0,
    0,
    9,
    9,
    undefined,
  ])
})
