import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Paused } from '../../../src/model/paused.ts'
import { pausedToEdit, requestToEdit, textOf } from '../../../src/tui/control/message-to-edit.ts'
import { buildExchange } from '../../support/exchange.ts'

test('a request, without what was for the proxy', async () => {
  const exchange = buildExchange({
    method: 'POST',
    url: 'http://a.test/x',
    request: ['Host', 'a.test', 'Proxy-Connection', 'close', 'X', '1'],
    sent: '{"a":1}',
  })
  expect(await requestToEdit(exchange)).toEqual({
    start: 'POST http://a.test/x',
    fields: ['Host', 'a.test', 'X', '1'],
    content: { text: '{"a":1}' },
  })
})

test('of HTTP/2: cookies stand in one field, as they are sent again', async () => {
  const exchange = buildExchange({ request: ['cookie', 'a=1', 'cookie', 'b=2'] })
  const [leg] = exchange.legs
  const head = { ...leg!.request!, authority: 'a.test' }
  const { fields } = await requestToEdit({ ...exchange, legs: [{ request: head }] } as typeof exchange)
  expect(fields).toEqual(['cookie', 'a=1; b=2'])
  expect((await requestToEdit(exchange)).fields).toEqual(['cookie', 'a=1', 'cookie', 'b=2'])
})

test('a large text is given whole', async () => {
  const sent = 'é'.repeat(3_000_000)
  const { content } = await requestToEdit(buildExchange({ sent }))
  expect('text' in content && content.text === sent).toBe(true)
})

test.each<[string, Parameters<typeof buildExchange>[0], object]>([
  ['coded', { request: ['Content-Encoding', 'gzip'], sent: gzipSync('hello') }, { text: 'hello' }],
  ['no text', { sent: new Uint8Array([0xff, 0xfe]) }, { stays: 'The body of 2 B is no text and is sent as it is.' }],
  ['with a NUL', { sent: 'a\0' }, { stays: 'The body of 2 B is no text and is sent as it is.' }],
  [
    'in an unknown coding',
    { request: ['Content-Encoding', 'odd'], sent: 'x' },
    { stays: 'The body of 1 B cannot be decoded and is sent as it is.' },
  ],
  [
    'cut within its coding',
    { request: ['Content-Encoding', 'gzip'], sent: gzipSync('hello').subarray(0, 20) },
    { stays: 'The body of 20 B cannot be decoded and is sent as it is.' },
  ],
  [
    'too long',
    { request: ['Content-Encoding', 'gzip'], sent: gzipSync(new Uint8Array(65 * 1024 * 1024).fill(97), { level: 1 }) },
    { stays: expect.stringMatching(/^The body of \d+ kB is too long for an editor and is sent as it is\.$/) },
  ],
])('content %s', async (_name, facts, content) => {
  expect((await requestToEdit(buildExchange(facts))).content).toEqual(content)
})

test('a body that was not kept in full cannot be sent again', async () => {
  const exchange = buildExchange({
    requestBody: { size: 5_500_000, kept: 1_000_000, chunks: [new Uint8Array(1_000_000)] },
  })
  await expect(requestToEdit(exchange)).rejects.toThrow('Expected a body that is kept in full, got 1 MB of 5.5 MB.')
  const stopped = buildExchange({ request: ['Content-Length', '5500000'], sent: 'abc' })
  await expect(requestToEdit(stopped)).rejects.toThrow('Expected a body that came in full, got 3 B of 5.5 MB.')
})

test('what is paused', async () => {
  const body = { data: Buffer.from('hi'), complete: true }
  const request = { method: 'GET', url: 'http://a.test/', fields: ['A', 'b'], body }
  const base = { id: 'p', exchange: 'x', since: 0, then: 'resume', rule: 'r', edited: false, request } as const
  const fields = ['Content-Encoding', 'gzip']
  const response = { status: 200, reason: 'OK', fields, body: { ...body, plain: true as const } }
  expect(await pausedToEdit({ ...base, at: 'request' } as Paused)).toEqual({
    start: 'GET http://a.test/',
    fields: ['A', 'b'],
    content: { text: 'hi' },
  })
  expect(await pausedToEdit({ ...base, at: 'response', response } as Paused)).toEqual({
    start: '200 OK',
    fields,
    content: { text: 'hi' },
  })
  const part = { ...base, at: 'request', request: { ...request, body: { ...body, complete: false } } } as Paused
  expect((await pausedToEdit(part)).content).toEqual({ stays: 'The body is not held in full and passes as it is.' })
})

test('text is what an editor can keep', () => {
  expect([Buffer.from('\ufeffé'), Buffer.from([0xc3]), Buffer.from('\0')].map(textOf)).toEqual([
    '\ufeffé',
    undefined,
    undefined,
  ])
})
