import { expect, test } from 'vitest'
import { reasons } from '../../src/kit/reasons.ts'

test('phrases are those of the registry, and can stand in a status line', () => {
  expect(reasons[200]).toBe('OK')
  expect(reasons[404]).toBe('Not Found')
  expect(reasons[413]).toBe('Content Too Large')
  expect(reasons[418]).toBeUndefined()
  for (const phrase of Object.values(reasons)) expect(phrase).toMatch(/^[A-Z][A-Za-z -]+$/)
})
