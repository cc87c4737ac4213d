import { expect, test } from 'vitest'
import { cutNote } from '../../src/content/notes.ts'

test('only what is cut is said to be', () => {
  expect(cutNote(false)).toEqual([])
  expect(cutNote(true)).toEqual([expect.stringContaining('--max-body')])
})
