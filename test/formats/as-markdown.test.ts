import { Buffer } from 'node:buffer'
import { expect, test } from 'vitest'
import { asMarkdown } from '../../src/formats/as-markdown.ts'
import { createRedactor } from '../../src/kit/redact.ts'
import { buildExchange } from '../support/exchange.ts'

const decode = (body: { chunks: readonly Uint8Array[] }) => Buffer.concat(body.chunks)

test('request, answer and time', () => {
  const exchange = buildExchange({
    method: 'POST',
    sent: 'a```b',
    received: '{"a":1}',
    response: ['Content-Type', 'application/json'],
  })
  expect(asMarkdown(exchange, undefined, decode).text).toBe(
    [
      '## POST `http://example.test/`',
      '',
      '**200** in 100 ms',
      '',
      '### Request',
      '',
      '```http',
      'POST http://example.test/',
      'Host: example.test',
      '```',
      '',
      '````',
      'a```b',
      '````',
      '',
      '### Response',
      '',
      '```http',
      '200 OK',
      'Content-Type: application/json',
      '```',
      '',
      '```json',
      '{"a":1}',
      '```',
      '',
    ].join('\n'),
  )
})

test('bytes, long bodies and failures are said', () => {
  expect(asMarkdown(buildExchange({ received: Uint8Array.of(0, 1) }), undefined, decode).text).toContain(
    '2 B that are no text.',
  )
  expect(asMarkdown(buildExchange({ received: 'a'.repeat(9000) }), undefined, decode).text).toContain(
    'The body goes on: 9 kB in all.',
  )
  const failed = buildExchange({
    status: null,
    error: { code: 'dns_failed', message: 'no such host', leg: 'upstream' },
  })
  expect(asMarkdown(failed, undefined, decode).text).toContain('**no answer** in 100 ms: no such host')
})

test('without secrets, when told', () => {
  const exchange = buildExchange({
    url: 'http://a.test/?token=abc',
    request: ['Cookie', 'sid=abc'],
    sent: '{"password":"abc"}',
  })
  expect(asMarkdown(exchange, createRedactor(), decode).text).not.toContain('abc')
})
