import { expect, test } from 'vitest'
import { trouble } from '../../../src/engine/upstream/dial-failure.ts'

test('the leg is the upstream, but for a client that went away and for our own stop', () => {
  expect(trouble('dns_failed', 'no such name', { parentStatus: 502 })).toEqual({
    failure: { code: 'dns_failed', message: 'no such name', leg: 'upstream' },
    parentStatus: 502,
  })
  expect(trouble('client_abort', 'gone').failure.leg).toBe('client')
  expect(trouble('shutdown', 'stopped').failure.leg).toBe('middlebox')
})

test('what the other side sent cannot break out of the line', () => {
  expect(trouble('parent_refused', 'said \u001b[31m\r\nX: y').failure.message).toBe('said ?[31m?X: y')
})
