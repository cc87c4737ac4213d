import { expect, test } from 'vitest'
import { Malformed } from '../../../src/engine/http1/malformed.ts'

test('carries its reason, and by default neither a limit nor hope', () => {
  const error = new Malformed('Expected a, got b')
  expect(error).toBeInstanceOf(Error)
  expect([error.name, error.message, error.limit, error.repairable]).toEqual([
    'Malformed',
    'Expected a, got b',
    undefined,
    false,
  ])
})

test('knows its limit and whether it can be repaired', () => {
  const error = new Malformed('x', { limit: 'head_too_large', repairable: true })
  expect([error.limit, error.repairable]).toEqual(['head_too_large', true])
})
