import { expect, test } from 'vitest'
import { isPlain, toHttps } from '../../src/reverse/https-redirect.ts'
import { requestTo } from '../support/reverse.ts'

test.each([
  ['http://site.test:8000/a?b', 'https://site.test:8000/a?b'],
  ['http://site.test/a', 'https://site.test/a'],
])('plain %s goes to %s', (url, location) => {
  expect(toHttps(requestTo(url))).toMatchObject({
    head: { status: 308, fields: ['Location', location, 'Content-Length', '0'] },
    from: 'middlebox',
  })
})

const tls = { version: 'TLSv1.3', cipher: '' }

test.each([
  ['of a client', { port: 1 }, 'http', true],
  ['to switch protocols', { port: 1 }, 'upgrade', true],
  ['over TLS', { port: 1, tls }, 'http', false],
  ['of our own, over no connection', { port: 0 }, 'http', false],
  ['for a tunnel, which has an answer of its own', { port: 1 }, 'connect', false],
] as const)('a request %s', (_, client, kind, plain) => {
  expect(isPlain({ client: { address: '127.0.0.1', protocol: 'http/1.1', ...client }, kind })).toBe(plain)
})
