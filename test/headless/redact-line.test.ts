import { expect, test } from 'vitest'
import { exchangeLine, listeningLine } from '../../src/headless/line.ts'
import { redactLine } from '../../src/headless/redact-line.ts'
import { createRedactor } from '../../src/kit/redact.ts'
import { buildExchange } from '../support/exchange.ts'
import { lineFaults } from '../support/line-check.ts'

test('no secret is left in the URL, the hops, the draws and the errors, and the line is still one of the schema', () => {
  const line = exchangeLine(
    buildExchange({
      url: 'http://me:hunter2@a.test/?token=hunter2&page=2',
      request: ['Authorization', 'Bearer hunter2', 'Accept', '*/*'],
      response: ['Set-Cookie', 'sid=hunter2; Path=/'],
      error: { code: 'connect_failed', message: 'no way to http://me:hunter2@a.test/', leg: 'upstream' },
      rules: [{ name: 'r', phase: 'end', draw: { value: 0, threshold: 1, key: 'GET /?token=hunter2' }, actions: [] }],
    }),
  )
  expect(JSON.stringify(line)).toContain('hunter2')
  const redacted = redactLine(line, createRedactor())
  expect(JSON.stringify(redacted)).not.toContain('hunter2')
  expect(lineFaults(redacted)).toEqual([])
  expect(redacted).toMatchObject({
    url: 'http://{{secret:login-1}}@a.test/?token={{secret:token-1}}&page=2',
    hops: [
      {
        request: [
          ['Authorization', 'Bearer {{secret:token-1}}'],
          ['Accept', '*/*'],
        ],
      },
      {},
    ],
  })
})

test('a route loses what it asks of fields that hold secrets', () => {
  const exchange = buildExchange({ mode: 'reverse', route: '/api with authorization: Bearer hunter2' })
  expect(redactLine(exchangeLine(exchange), createRedactor())).toMatchObject({
    route: '/api with authorization: Bearer {{secret:authorization-1}}',
  })
})

test('bytes that could not be read lose the secrets of their fields', () => {
  const unparsed = 'GET / HTTP/1.1\r\nAuthorization : Bearer hunter2\r\n\r\n'
  expect(redactLine(exchangeLine(buildExchange({ unparsed })), createRedactor())).toMatchObject({
    unparsed: 'GET / HTTP/1.1\r\nAuthorization : Bearer {{secret:authorization-1}}\r\n\r\n',
  })
})

test('our own facts stay as they are', () => {
  const line = listeningLine({
    mode: 'forward',
    url: 'http://127.0.0.1:1',
    port: 1,
    ca: '/a?token=b/ca.pem',
    seed: '00',
    pid: 7,
  })
  expect(redactLine(line, createRedactor())).toEqual(line)
})
