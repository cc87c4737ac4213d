import { Buffer } from 'node:buffer'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createBodyDecoder } from '../../../src/content/decode.ts'
import { compileFilter } from '../../../src/filter/index.ts'
import { buildBody, buildExchange, buildMessage, buildTunnel } from '../../support/exchange.ts'

const answered = buildExchange({ method: 'POST', sent: 'content\nof the request', received: 'message' })
const waiting = buildExchange({ method: 'POST', status: null, sent: 'content' })

test.each([
  ['~b nonexistent', false, false],
  ['~b content', true, true],
  ['~b message', true, false],
  ['~bq CONTENT', true, true],
  ['~bq message', false, false],
  ['~bs message', true, false],
  ['~bs content', false, false],
  ['~bq "content.of"', true, false],
  ['~bq "^of"', false, false],
])('%s is %s of an exchange and %s of a request alone', (text, ofAnswered, ofWaiting) => {
  const filter = compileFilter(text)
  expect(filter.needsBody).toBe(true)
  expect(filter.matches(answered)).toBe(ofAnswered)
  expect(filter.matches(waiting)).toBe(ofWaiting)
})

test('no body matches nothing, tunnels neither', () => {
  expect(compileFilter('~b .*').matches(buildExchange())).toBe(false)
  expect(compileFilter('~b .*').matches({})).toBe(false)
  expect(compileFilter('~b .*').matches(buildTunnel())).toBe(false)
})

test('the search runs over the pieces of a body as one', () => {
  const body = { size: 6, kept: 6, chunks: [Buffer.from('nee'), Buffer.from('dle')] }
  expect(compileFilter('~bs needle').matches(buildExchange({ responseBody: body }))).toBe(true)
})

test('coded bodies are searched as the decoder reads them', () => {
  const decode = createBodyDecoder(1000)
  const coded = buildExchange({ response: ['Content-Encoding', 'gzip'], received: gzipSync('a needle'), sent: 'plain' })
  expect(compileFilter('~bs needle', { decode }).matches(coded)).toBe(true)
  expect(compileFilter('~bq plain', { decode }).matches(coded)).toBe(true)
  expect(compileFilter('~bs needle').matches(coded)).toBe(false)
})

test('bodies are searched up to the limit', () => {
  const exchange = buildExchange({ responseBody: buildBody(`${'x'.repeat(100)}needle`) })
  expect(compileFilter('~bs needle', { maxBody: 100 }).matches(exchange)).toBe(false)
  expect(compileFilter('~bs needle', { maxBody: 106 }).matches(exchange)).toBe(true)
})

test('messages are searched by direction; control frames are not', () => {
  const socket = buildExchange({
    kind: 'websocket',
    status: 101,
    messages: [
      buildMessage({ direction: 'up', data: 'hello' }),
      buildMessage({ direction: 'down', kind: 'binary', data: 'me' }),
      buildMessage({ direction: 'down', kind: 'close', data: 'goodbye' }),
    ],
  })
  const matching = (text: string) => compileFilter(text).matches(socket)
  expect(['~b hello', '~b me', '~bq hello', '~bs me'].map(matching)).toEqual([true, true, true, true])
  expect(['~bq me', '~bs hello', '~b goodbye'].map(matching)).toEqual([false, false, false])
})

test('events of a stream are searched, compressed messages as they are inflated', () => {
  const messages = [buildMessage({ kind: 'event', data: 'tick' }), buildMessage({ data: 'xx', compressed: true })]
  const exchange = buildExchange({ messages })
  expect(compileFilter('~bs tick').matches(exchange)).toBe(true)
  expect(compileFilter('~bs needle').matches(exchange)).toBe(false)
  expect(compileFilter('~bs needle', { inflate: () => Buffer.from('a needle') }).matches(exchange)).toBe(true)
})
