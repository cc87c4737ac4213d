import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { ask } from '../support/origin.ts'

test('the announced fields follow the body and are true', async () => {
  const { bytes, trailers, field, verdict } = await ask('/trailers')
  expect(verdict.body.length).toBeNull()
  expect(field('trailer')).toBe('X-Body-Size, Content-Digest')
  expect(trailers).toEqual([
    ...['X-Body-Size', String(bytes.length)],
    ...['Content-Digest', `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`],
  ])
})
