import { expect, test } from 'vitest'
import { pages } from '../../src/origin/pages.ts'
import { ask } from '../support/origin.ts'

test('a path that is no page is answered with all that are', async () => {
  const { status, text } = await ask('/nope?x=1')
  expect(status).toBe(404)
  expect(text).toMatch(/^There is no \/nope here\. There is:\n\n/)
  const lines = text.split('\n').map((line) => line.trim().split(/ {2,}/))
  for (const { path, summary } of pages) expect(lines).toContainEqual([path, summary])
})

test('a long path is cut', async () => {
  expect((await ask(`/${'a'.repeat(500)}`)).text).toMatch(/^There is no \/a{79}… here\./)
})
