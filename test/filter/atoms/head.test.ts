import { Buffer } from 'node:buffer'
import { expect, test } from 'vitest'
import { compileFilter } from '../../../src/filter/index.ts'
import { buildExchange, buildResponseHead } from '../../support/exchange.ts'

const answered = buildExchange({
  method: 'POST',
  request: ['Header', 'qvalue', 'Content-Type', 'text/json', 'X-Name', Buffer.from('Zoë').toString('latin1')],
  response: ['header-response', 'svalue', 'Content-Type', 'text/css; charset=utf-8', 'X-Last', 'end'],
})
const waiting = buildExchange({ status: null, request: ['Header', 'qvalue'] })

test.each([
  ['~h nonexistent', false, false],
  ['~h qvalue', true, true],
  ['~h "header: qvalue"', true, true],
  ['~h "header-response: svalue"', true, false],
  ['~hq "header: qvalue"', true, true],
  ['~hq svalue', false, false],
  ['~hs "header-response: svalue"', true, false],
  ['~hs qvalue', false, false],
  ['~h "^header: q.*e$"', true, true],
  ['~hs ^x-last', true, false],
  ['~hs "svalue.x-last"', false, false],
  ['~hs "svalue\\r\\ncontent"', true, false],
  ['~hq zoë', true, false],
  ['~hq "\\xc3\\xab"', true, false],
  ['~t json', true, false],
  ['~t css', true, false],
  ['~tq json', true, false],
  ['~tq css', false, false],
  ['~ts json', false, false],
  ['~ts ^text/css', true, false],
  ['~t content-type', false, false],
  ['~a', true, false],
  ['~m post', true, false],
  ['~m get', false, true],
  ['~m "^POST$"', true, false],
])('%s is %s of an exchange and %s of a request alone', (text, ofAnswered, ofWaiting) => {
  const filter = compileFilter(text)
  expect(filter.matches(answered)).toBe(ofAnswered)
  expect(filter.matches(waiting)).toBe(ofWaiting)
})

test.each([
  ['text/javascript', true],
  ['application/x-javascript', true],
  ['application/javascript; charset=utf-8', true],
  ['text/css', true],
  ['image/png', true],
  ['font/woff2', true],
  ['application/font-woff', true],
  ['text/html', false],
  ['application/json', false],
])('~a of %s is %s', (type, expected) => {
  expect(compileFilter('~a').matches(buildExchange({ response: ['content-type', type] }))).toBe(expected)
})

test('an asset in the request is none', () => {
  expect(compileFilter('~a').matches(buildExchange({ request: ['content-type', 'text/css'] }))).toBe(false)
})

test("a response that is held only on the origin's side is read with what was changed on the way", () => {
  const { legs, ...rest } = buildExchange()
  const exchange = {
    ...rest,
    legs: [
      { request: legs[0]!.request! },
      { response: buildResponseHead({ fields: ['X-Origin', '1', 'Connection', 'close'] }) },
    ],
    hops: [{ request: [], response: [{ op: 'remove', index: 1, name: 'Connection', cause: 'hop-by-hop' } as const] }],
  }
  expect(compileFilter('~hs x-origin').matches(exchange)).toBe(true)
  expect(compileFilter('~hs connection').matches(exchange)).toBe(false)
})

test('case counts when asked, but not in what ~a knows by itself', () => {
  const options = { caseSensitive: true }
  expect(compileFilter('~m post', options).matches(answered)).toBe(false)
  expect(compileFilter('~m POST', options).matches(answered)).toBe(true)
  expect(compileFilter('~hq ^header', options).matches(answered)).toBe(false)
})
