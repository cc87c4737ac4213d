import { expect, test } from 'vitest'
import { ask } from '../support/origin.ts'

test('N lines of JSON, without a length', async () => {
  const { text, field, verdict } = await ask('/stream/3')
  expect(text).toBe('{"line":1,"of":3}\n{"line":2,"of":3}\n{"line":3,"of":3}\n')
  expect(field('content-type')).toBe('application/x-ndjson')
  expect(field('content-length')).toBeUndefined()
  expect(verdict.body.length).toBeNull()
})

test('no line is an empty stream', async () => {
  expect((await ask('/stream/0')).text).toBe('')
})

test.each(['x', '-1', '1000001'])('%s is refused', async (text) => {
  expect((await ask(`/stream/${text}`)).status).toBe(400)
})
