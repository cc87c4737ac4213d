import { Buffer } from 'node:buffer'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCodec } from '../../src/content/encode.ts'
import { decodeBody } from '../../src/content/decode.ts'
import { readHar } from '../../src/har/read-har.ts'
import { writeHar } from '../../src/har/write-har.ts'
import { diffHeads } from '../../src/kit/diff-heads.ts'
import { legHeads } from '../../src/kit/legs.ts'
import type { Exchange } from '../../src/model/exchange.ts'
import type { Fields } from '../../src/model/message.ts'
import {
  buildBody,
  buildExchange,
  buildMessage,
  buildRequestHead,
  buildResponseHead,
  startedAt,
} from '../support/exchange.ts'

const codec = createCodec(1e7)
const options = {
  decode: (chunks: readonly Uint8Array[], coding: string) => {
    const { bytes, problem } = decodeBody(chunks, coding, 1e7)
    return problem === undefined ? bytes : undefined
  },
}
const about = { version: '1.0.0', seed: 'ab' }

const name = fc.constantFrom('Accept', 'accept', 'X-A', 'X-B', 'Set-Cookie', 'cookie', 'Via')
const value = fc.oneof(
  fc
    .string({ unit: fc.constantFrom('a', ' ', '=', ';', ',', '"', '\\', '\xe9', '\xc3\xa9'), maxLength: 12 })
    .map((text) => text.trim()),
  fc.constantFrom('text/html; charset=utf-8', 'sid=1; Path=/; HttpOnly; Expires=Wed, 21 Oct 2026 07:28:00 GMT'),
)
const fields: fc.Arbitrary<Fields> = fc.array(fc.tuple(name, value), { maxLength: 6 }).map((pairs) => pairs.flat())
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  fc
    .string({ unit: fc.constantFrom('a', '\n', '\u0000', '\u001b', 'é', '😀', '\ufeff', '"'), maxLength: 20 })
    .map((text) => new Uint8Array(Buffer.from(text))),
)
const coded = fc.tuple(bytes, fc.constantFrom('', 'gzip', 'br', 'zstd', 'deflate', 'odd')).map(([content, coding]) => {
  const encoded = coding === '' || content.length === 0 ? content : codec.encode(content, coding)
  return { body: buildBody(encoded ?? content), coding: content.length === 0 ? '' : coding }
})
const trailers = fc.option(
  fc.tuple(name, value).map((pair) => pair as Fields),
  { nil: undefined },
)
const milliseconds = fc.option(fc.integer({ min: 0, max: 5000 }), { nil: null })
const timings = fc
  .record({
    dns: milliseconds,
    connect: milliseconds,
    tls: milliseconds,
    send: milliseconds,
    wait: milliseconds,
    receive: milliseconds,
  })
  .map((each) => ({ ...each, tls: each.connect === null ? null : each.tls }))
const message = fc.record({
  direction: fc.constantFrom('up' as const, 'down' as const),
  at: fc.integer({ min: 0, max: 9999 }).map((ms) => startedAt + ms),
  kind: fc.constantFrom('text' as const, 'binary' as const, 'close' as const, 'ping' as const, 'pong' as const),
  data: bytes,
  compressed: fc.boolean(),
})

const exchange: fc.Arbitrary<Exchange> = fc
  .record({
    sent: fields,
    got: fields,
    out: fields,
    back: fields,
    request: coded,
    response: coded,
    trailers,
    timings,
    messages: fc.option(fc.array(message, { maxLength: 4 }), { nil: undefined }),
    version: fc.constantFrom('1.0' as const, '1.1' as const, '2' as const),
    status: fc.option(fc.integer({ min: 200, max: 599 }), { nil: null }),
    path: fc.constantFrom('/', '/a?b=c&d', '/x%20y?z'),
    cut: fc.boolean(),
  })
  .map(({ sent, got, out, back, request, response, messages, version, status, path, cut, ...facts }) => {
    const withCoding = (list: Fields, { coding }: { coding: string }) =>
      coding === '' ? list : [...list, 'Content-Encoding', coding]
    const h2 = version === '2' ? { scheme: 'http', authority: 'example.test' } : {}
    const first = buildRequestHead({ method: 'POST', target: path, version, fields: withCoding(sent, request), ...h2 })
    const second = buildRequestHead({ method: 'POST', target: path, version, fields: withCoding(out, request), ...h2 })
    const origin = buildResponseHead({ status: status ?? 200, version, fields: withCoding(back, response) })
    const client = buildResponseHead({ status: status ?? 200, version, fields: withCoding(got, response) })
    const cause = 'rule r' as const
    const error = { code: 'upstream_reset', message: 'it reset', leg: 'upstream' as const }
    const body =
      cut && response.body.size > 0 && response.coding === ''
        ? { ...response.body, size: response.body.size + 7 }
        : response.body
    return buildExchange({
      method: 'POST',
      url: `http://example.test${path}`,
      status,
      ...(status === null ? { outcome: 'upstream_error' as const, error } : {}),
      legs:
        status === null
          ? [{ request: first }, { request: second }]
          : [
              { request: first, response: client },
              { request: second, response: origin },
            ],
      hops: [
        { request: diffHeads(first, second, cause), response: status === null ? [] : diffHeads(origin, client, cause) },
      ],
      requestBody: request.body,
      responseBody:
        facts.trailers === undefined || status === null
          ? status === null
            ? buildBody()
            : body
          : { ...body, trailers: facts.trailers },
      timings: facts.timings,
      ...(messages === undefined
        ? {}
        : {
            kind: 'websocket' as const,
            messages: messages.map(({ compressed, ...one }) =>
              buildMessage({ ...one, ...(compressed && { compressed }) }),
            ),
            messageCount: {
              up: messages.filter(({ direction }) => direction === 'up').length,
              down: messages.filter(({ direction }) => direction === 'down').length,
            },
          }),
    })
  })

test('an exchange comes back as it was', () => {
  fc.assert(
    fc.property(exchange, (given) => {
      const text = writeHar([given], about, options)
      const { exchanges, seed } = readHar(text, 'f.har', codec)
      expect(seed).toBe('ab')
      const [back] = exchanges
      expect(legHeads(back!)).toEqual(legHeads(given))
      const same = ({ id, kind, method, url, status, outcome, hops, client, upstream, timings }: Exchange) => ({
        id,
        kind,
        method,
        url,
        status,
        outcome,
        hops,
        client,
        upstream,
        timings,
      })
      expect(same(back!)).toEqual(same(given))
      expect(content(back!)).toEqual(content(given))
      expect(
        back!.messages.map(({ data, ...rest }) => ({
          ...rest,
          at: Math.round(rest.at),
          data: Buffer.from(data).toString('hex'),
        })),
      ).toEqual(given.messages.map(({ data, ...rest }) => ({ ...rest, data: Buffer.from(data).toString('hex') })))
      expect(back!.responseBody.trailers).toEqual(given.responseBody.trailers)
      expect(back!.responseBody.size > back!.responseBody.kept).toBe(given.responseBody.size > given.responseBody.kept)
      // And from there on the file stays the same, but for what a coder made of the body's length.
      const again = writeHar(exchanges, about, options)
      expect(sizeless(again)).toEqual(sizeless(text))
    }),
    { numRuns: 300 },
  )
})

/** Decoded where it can be. */
function content({ requestBody, responseBody, legs }: Exchange): string[] {
  return [
    [requestBody, legs[0]?.request?.fields ?? []] as const,
    [responseBody, legs[0]?.response?.fields ?? []] as const,
  ].map(([body, list]) => {
    const coding = list
      .flatMap((text, i) => (i % 2 === 1 && list[i - 1] === 'Content-Encoding' ? [text] : []))
      .join(',')
    return Buffer.from(options.decode(body.chunks, coding) ?? Buffer.concat(body.chunks)).toString('hex')
  })
}

function sizeless(text: string): unknown {
  return JSON.parse(text, (key, each: unknown) =>
    key === 'bodySize' || key === 'compression' || key === 'comment' ? undefined : each,
  )
}

test('gzip of others is kept as it decodes', () => {
  const received = gzipSync('hello')
  const given = buildExchange({ received, response: ['Content-Encoding', 'gzip', 'Content-Type', 'text/plain'] })
  const text = writeHar([given], about, options)
  expect(text).toContain('"text":"hello"')
  const body = readHar(text, 'f.har', codec).exchanges[0]!.responseBody
  expect(Buffer.from(decodeBody(body.chunks, 'gzip', 100).bytes).toString()).toBe('hello')
})
