import { expect, test } from 'vitest'
import { admit } from '../../src/api/admit.ts'

const token = 'a'.repeat(64)
const good = { host: '127.0.0.1:9090', authorization: `Bearer ${token}` }
const ask = (headers: object, host = '127.0.0.1') => admit({ headers: headers as never }, { host, token })

test.each([
  [good],
  [{ ...good, host: 'localhost:9090' }],
  [{ ...good, host: '[::1]:9090' }],
  [{ ...good, authorization: `bearer  ${token}` }],
  [{ ...good, origin: 'http://127.0.0.1:9090' }],
])('%j may', (headers) => {
  expect(() => ask(headers)).not.toThrow()
})

test('listening everywhere, every address is its own, and no name', () => {
  expect(() => ask({ ...good, host: '192.0.2.1:9090' }, '0.0.0.0')).not.toThrow()
  expect(() => ask({ ...good, host: 'evil.test:9090' }, '0.0.0.0')).toThrow(/as Host/)
  expect(() => ask({ ...good, host: '192.0.2.1:9090' })).toThrow(/as Host/)
})

test('the name it listens on is its own too', () => {
  expect(() => ask({ ...good, host: 'box.test:9090' }, 'box.test')).not.toThrow()
})

test.each([
  [{ ...good, host: 'evil.test:9090' }, 'api_refused'],
  [{ ...good, host: undefined }, 'api_refused'],
  [{ ...good, origin: 'https://evil.test' }, 'api_refused'],
  [{ ...good, origin: 'null' }, 'api_refused'],
  [{ host: good.host }, 'unauthorized'],
  [{ ...good, authorization: `Basic ${token}` }, 'unauthorized'],
  [{ ...good, authorization: `Bearer ${token}a` }, 'unauthorized'],
  [{ ...good, authorization: `Bearer ${'b'.repeat(64)}` }, 'unauthorized'],
])('%j may not: %s', (headers, code) => {
  expect(() => ask(headers)).toThrow(expect.objectContaining({ code }))
})
