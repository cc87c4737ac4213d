import { expect, test } from 'vitest'
import { Attempts, fingerprintOf } from '../../../src/pipeline/rules/attempts.ts'
import { buildRequestHead } from '../../support/exchange.ts'

test('a fingerprint is method, URL and Idempotency-Key', () => {
  expect(fingerprintOf(buildRequestHead({ method: 'POST' }), 'http://a/')).toBe('POST http://a/')
  expect(fingerprintOf(buildRequestHead({ fields: ['idempotency-key', 'k'] }), 'http://a/')).toBe('GET http://a/ k')
})

test('equal ones are counted, within bounds', () => {
  const attempts = new Attempts()
  expect([attempts.next('a'), attempts.next('b'), attempts.next('a')]).toEqual([1, 1, 2])
  for (let i = 0; i < 100_000; i++) attempts.next(`x${i}`)
  expect(attempts.next('a')).toBe(1)
})
