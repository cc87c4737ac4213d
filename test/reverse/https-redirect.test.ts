import { expect, test } from 'vitest'
import { createHttpsRedirect } from '../../src/reverse/https-redirect.ts'
import { answer, contextOf, requestTo, upstreams } from '../support/reverse.ts'

const { handle } = createHttpsRedirect()

test.each([
  ['http://site.test:8000/a?b', 'https://site.test:8000/a?b'],
  ['http://site.test/a', 'https://site.test/a'],
])('plain %s goes to %s', (url, location) => {
  const { asked, next } = upstreams(answer())
  expect(handle(requestTo(url), next, contextOf())).toMatchObject({
    head: { status: 308, fields: ['Location', location, 'Content-Length', '0'] },
  })
  expect(asked).toEqual([])
})

test('a request of our own comes over no connection, and passes', () => {
  const { asked, next } = upstreams(answer())
  void handle(requestTo(), next, contextOf({ client: { address: '127.0.0.1', port: 0, protocol: 'http/1.1' } }))
  expect(asked).toHaveLength(1)
})

test('over TLS requests pass', () => {
  const { asked, next } = upstreams(answer())
  void handle(
    requestTo(),
    next,
    contextOf({ client: { address: '', port: 1, protocol: 'h2', tls: { version: '', cipher: '' } } }),
  )
  expect(asked).toHaveLength(1)
})
