/** What an exchange is told of its request when it begins. */
import { expect, test } from 'vitest'
import { factsKey } from '../../../src/engine/http1/facts.ts'
import { parseRequestHead } from '../../../src/engine/http1/head.ts'
import { openExchange } from '../../../src/engine/http1/open-exchange.ts'
import { arrivalOf, testCore } from '../../support/core.ts'

const port = { interim: () => {} }

function open(text: string, repaired = '') {
  const core = testCore()
  const head = parseRequestHead(text, core.limits)
  head[factsKey].repaired = repaired
  const exchange = openExchange(core, port, arrivalOf({ parent: '7' }), head, 'http://a.test/')
  return { core, exchange }
}

test.each([
  ['http', 'GET / HTTP/1.1\r\nHost: a.test\r\n\r\n'],
  ['connect', 'CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n\r\n'],
  ['upgrade', 'GET / HTTP/1.1\r\nHost: a.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'],
])('%s is told by the head', (kind, text) => {
  const { core, exchange } = open(text)
  expect(exchange.kind).toBe(kind)
  expect(core.of('request')).toMatchObject([{ id: exchange.id, url: 'http://a.test/', parent: '7', mode: 'forward' }])
  expect(core.of('warning')).toEqual([])
})

test('a head that was repaired is warned about, with what was repaired', () => {
  const { core, exchange } = open('GET / HTTP/1.1\r\nHost: a.test\r\n\r\n', 'bare LF')
  expect(core.of('warning')).toMatchObject([
    { code: 'bad_request', exchange: exchange.id, message: expect.stringContaining('bare LF') },
  ])
})
