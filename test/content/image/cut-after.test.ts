import { expect, test } from 'vitest'
import { cutAfter } from '../../../src/content/image/cut-after.ts'

test('what is there of it, and nothing when all is', () => {
  expect([cutAfter(2, 2), cutAfter(3, 2)]).toEqual([{}, {}])
  expect([cutAfter(0, 9), cutAfter(1, 9), cutAfter(4, 9)].map(({ cut }) => cut)).toEqual([
    'the image ends early: none of its 9 lines are there',
    'the image ends early: the first 1 of its 9 lines is there',
    'the image ends early: the first 4 of its 9 lines are there',
  ])
})
