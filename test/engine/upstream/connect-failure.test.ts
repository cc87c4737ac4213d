import { expect, test } from 'vitest'
import { connectFailure, connectTimeout } from '../../../src/engine/upstream/connect-failure.ts'

const attempts = (...pairs: [string, string][]) => pairs.map(([address, code]) => ({ address, port: 80, ms: 1, code }))

test.each([
  [
    'example.test',
    attempts(['10.0.0.1', 'ECONNREFUSED']),
    'connect_refused',
    'example.test resolved to 10.0.0.1, which refused the connection on port 80',
  ],
  ['10.0.0.1', attempts(['10.0.0.1', 'ECONNREFUSED']), 'connect_refused', '10.0.0.1 refused the connection on port 80'],
  [
    'example.test',
    attempts(['10.0.0.1', 'EHOSTUNREACH'], ['10.0.0.2', 'EHOSTUNREACH'], ['::3', 'EHOSTUNREACH']),
    'connect_unreachable',
    'example.test resolved to 10.0.0.1, 10.0.0.2 and ::3, which all cannot be reached (EHOSTUNREACH) on port 80',
  ],
  [
    'example.test',
    attempts(['::1', 'ENETUNREACH'], ['10.0.0.1', 'ETIMEDOUT']),
    'connect_timeout',
    'example.test could not be connected to on port 80: ::1 has no route from here (ENETUNREACH), 10.0.0.1 did not answer (ETIMEDOUT)',
  ],
  [
    '10.0.0.1',
    attempts(['10.0.0.1', 'EMFILE']),
    'connect_failed',
    '10.0.0.1 could not be tried (EMFILE: too many files are open, raise ulimit -n) on port 80',
  ],
  ['10.0.0.1', attempts(['10.0.0.1', 'ECONNABORTED']), 'connect_failed', '10.0.0.1 aborted the connection on port 80'],
  ['10.0.0.1', attempts(['10.0.0.1', 'EWEIRD']), 'connect_failed', '10.0.0.1 failed (EWEIRD) on port 80'],
])('%s %o', (host, tried, code, message) => {
  expect(connectFailure(host, 80, tried)).toEqual({ failure: { code, message, leg: 'upstream' } })
})

test('a timeout names who did not answer, and what the others did', () => {
  const tried = attempts(['::1', 'ECONNREFUSED'], ['10.0.0.1', 'cancelled'])
  expect(connectTimeout('example.test', 80, tried, 30_000).failure).toEqual({
    code: 'connect_timeout',
    message:
      'example.test resolved to 10.0.0.1, which did not answer on port 80 within 30 s; ::1 refused the connection',
    leg: 'upstream',
  })
})
