import { expect, test } from 'vitest'
import { ask } from '../support/origin.ts'

test.each([
  ['1.1', 'Early Hints', 'Link'],
  ['2', '', 'link'],
] as const)('over HTTP/%s a 103 comes before the answer', async (version, reason, name) => {
  const { interim, status, field } = await ask('/early-hints', { version })
  const link = '</style.css>; rel=preload; as=style'
  expect(interim).toEqual([{ status: 103, reason, version, fields: [name, link] }])
  expect(status).toBe(200)
  expect(field('link')).toBe(link)
})
