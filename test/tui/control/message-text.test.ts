import fc from 'fast-check'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Paused } from '../../../src/model/paused.ts'
import { pausedText, readMessageText, requestText } from '../../../src/tui/control/message-text.ts'
import { buildExchange } from '../../support/exchange.ts'

const exchange = buildExchange({
  method: 'POST',
  url: 'http://a.test/x',
  request: ['Host', 'a.test', 'Content-Length', '7', 'Content-Type', 'application/json'],
  sent: '{"a":1}',
})

test('a request as a text, without the fields that follow from it', () => {
  expect(requestText(exchange)).toBe('POST http://a.test/x\nHost: a.test\nContent-Type: application/json\n\n{"a":1}')
})

test('content is decoded, and what is no text stays as it is', () => {
  const zipped = buildExchange({ request: ['Content-Encoding', 'gzip'], sent: gzipSync('hello') })
  expect(requestText(zipped)).toBe('GET http://example.test/\n\nhello')
  const binary = requestText(buildExchange({ sent: new Uint8Array([0xff, 0xfe]) }))
  expect(binary).toContain('(the content is no text and stays as it is)')
  expect(readMessageText(binary, binary)).not.toHaveProperty('body')
})

describe('back again', () => {
  test('what was changed', () => {
    const before = requestText(exchange)
    expect(readMessageText(`${before.replace('POST', 'PUT').replace('1}', '2}')}\n`, before)).toEqual({
      method: 'PUT',
      url: 'http://a.test/x',
      headers: [
        ['Host', 'a.test'],
        ['Content-Type', 'application/json'],
      ],
      body: '{"a":2}',
    })
  })

  test('an answer, and a message without content', () => {
    expect(readMessageText('503 Busy\nA: b\n\n', '\n')).toEqual({
      status: 503,
      reason: 'Busy',
      headers: [['A', 'b']],
      empty: true,
    })
    expect(readMessageText('HTTP/1.1 204\r\n', '')).toEqual({ status: 204, headers: [], empty: true })
    expect(readMessageText('GET http://a.test/ HTTP/1.1', '')).toMatchObject({ method: 'GET', url: 'http://a.test/' })
  })

  test.each([
    ['', 'Line 1: Expected a method and a URL, or a status, got "".'],
    ['GET', 'Line 1'],
    ['GET http://a.test/\nno colon', 'Line 2: Expected a header field, name: value, got "no colon".'],
  ])('%j is told with its line', (text, message) => {
    expect(() => readMessageText(text, '')).toThrow(message)
  })

  test('any text content comes back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (sent) => {
        fc.pre(!sent.includes('\r') && sent.isWellFormed())
        const text = requestText(buildExchange({ sent, request: ['A', 'b'] }))
        expect(readMessageText(text, text)).toEqual({
          method: 'GET',
          url: 'http://example.test/',
          headers: [['A', 'b']],
          body: sent,
        })
      }),
    )
  })
})

test('what is paused, at each of its places', () => {
  const body = { data: Buffer.from('hi'), complete: true }
  const request = { method: 'GET', url: 'http://a.test/', fields: ['A', 'b'], body }
  const base = { id: 'p', exchange: 'x', since: 0, then: 'resume', rule: 'r', edited: false, request } as const
  const response = { status: 200, reason: 'OK', fields: ['C', 'd'], body: { ...body, plain: true as const } }
  expect(pausedText({ ...base, at: 'request' })).toBe('GET http://a.test/\nA: b\n\nhi')
  expect(pausedText({ ...base, at: 'response', response })).toBe('200 OK\nC: d\n\nhi')
  expect(pausedText({ ...base, at: 'message', message: { data: Buffer.from('text') } } as unknown as Paused)).toBe(
    'text',
  )
})
