import { expect, test } from 'vitest'
import { refusalOf } from '../../../src/api/toxiproxy/guard.ts'

test.each(['localhost:8474', 'localhost', '127.0.0.1:1', '127.9.9.9', '[::1]:8474', 'LOCALHOST:1'])(
  'a program that asks %s is let in',
  (host) => {
    expect(refusalOf({ host, 'user-agent': 'node' })).toBeUndefined()
    expect(refusalOf({ host })).toBeUndefined()
  },
)

test.each(['evil.test', 'localhost.evil.test:8474', '192.0.2.1:8474', '[2001:db8::1]', '', 'a b', 'localhost:99999'])(
  'one that asks %j is not',
  (host) => {
    expect(refusalOf({ host })).toMatch(/^Host not allowed/)
  },
)

test('nor one without a Host, nor pages in browsers', () => {
  expect(refusalOf({})).toMatch(/^Host/)
  expect(refusalOf({ host: 'localhost', origin: 'null' })).toMatch(/^Origin/)
  expect(refusalOf({ host: 'localhost', 'user-agent': 'Mozilla/5.0' })).toBe('User agent not allowed')
})
