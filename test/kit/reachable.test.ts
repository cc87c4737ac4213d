import { expect, test } from 'vitest'
import { reachable, secureUrl } from '../../src/kit/reachable.ts'

test('an address that means all is none to connect to', () => {
  expect(reachable('http://0.0.0.0:8000')).toBe('http://127.0.0.1:8000')
  expect(reachable('http://[::]:8000')).toBe('http://[::1]:8000')
  expect(reachable('http://10.0.0.7:8000')).toBe('http://10.0.0.7:8000')
})

test.each([
  ['http://127.0.0.1:8000', 'https://localhost:8000/'],
  ['http://0.0.0.0:8000', 'https://localhost:8000/'],
  ['http://[::1]:8000', 'https://localhost:8000/'],
  ['http://10.0.0.7:8000', 'https://10.0.0.7:8000/'],
])('with TLS %s is %s', (url, secure) => {
  expect(secureUrl(url)).toBe(secure)
})
