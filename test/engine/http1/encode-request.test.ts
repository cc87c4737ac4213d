import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type RequestEncoding, encodeRequest, factsOf, hostOf } from '../../../src/engine/http1/encode-request.ts'
import { factsKey } from '../../../src/engine/http1/facts.ts'
import { requestFraming } from '../../../src/engine/http1/framing.ts'
import { parseRequestHead } from '../../../src/engine/http1/head.ts'
import { BodyStream, BytesBody } from '../../../src/kit/body.ts'
import { applyPatches } from '../../../src/kit/patch.ts'
import type { Body, RequestHead, Target } from '../../../src/model/message.ts'
import { fieldLines, plainFieldLines } from '../../support/heads.ts'
import { limits } from '../../support/read-messages.ts'

const direct: RequestEncoding = { absoluteForm: false, upgrade: false }
const target: Target = { scheme: 'http', host: 'a.test', port: 80, path: '/', protocol: 'auto' }
const silent = { pauseBody: () => {}, resumeBody: () => {}, cancelBody: () => {} }

const body = (length: number | 'chunked'): Body =>
  length === 'chunked' ? new BodyStream(null, silent) : new BytesBody(Buffer.alloc(length))
const parse = (text: string) => parseRequestHead(text, limits)

/** What goes out, and the proof that the ledger says how it came about. */
function encode(
  head: RequestHead,
  how: Partial<RequestEncoding> = {},
  length: number | 'chunked' = 0,
  to: Partial<Target> = {},
) {
  const encoded = encodeRequest(
    { head, target: { ...target, ...to }, body: body(length), patches: [] },
    { ...direct, ...how },
  )
  const { raw: _bytes, ...sent } = parse(encoded.text)
  const { raw: _before, ...expected } = applyPatches(head, encoded.patches)
  expect(plain(sent)).toEqual(plain(expected))
  return encoded
}

/** Without the facts, which ride along under a symbol. */
const plain = (head: object) => Object.fromEntries(Object.entries(head))

const changes = ({ patches }: ReturnType<typeof encode>) =>
  patches.map(({ op, index, name, value, cause }) => [op, index, name, value, cause])

describe('a request that needs no change', () => {
  test('goes out as it came, byte for byte', () => {
    const text = 'GeT / HTTP/1.1\r\nhOST:  a.test\t\r\nX:\r\nx: 2 \r\n\r\n'
    expect(encode(parse(text))).toEqual({ text, patches: [], framing: 0 })
  })

  test('so does every head without hop-by-hop fields', () => {
    fc.assert(
      fc.property(plainFieldLines, (lines) => {
        const text = `POST / HTTP/1.1\r\nHost: a.test\r\n${lines}Content-Length:  5 \r\n\r\n`
        expect(encode(parse(text), {}, 5)).toEqual({ text, patches: [], framing: 5 })
      }),
    )
  })
})

describe('the start line', () => {
  test.each([
    ['http://a.test/x?y', false, {}, '/', 'GET / HTTP/1.1'],
    ['/x', true, { path: '/x' }, '/x', 'GET http://a.test/x HTTP/1.1'],
    ['/x', true, { scheme: 'https', port: 8443, host: '::1', path: '/x' }, '/x', 'GET https://[::1]:8443/x HTTP/1.1'],
    ['*', true, { path: '*' }, '*', 'GET http://a.test HTTP/1.1'],
  ] as const)('%s, absolute form %s', (written, absoluteForm, to, _path, line) => {
    const encoded = encode(parse(`GET ${written} HTTP/1.1\r\nHost: a.test\r\n\r\n`), { absoluteForm }, 0, to)
    expect(encoded.text.startsWith(`${line}\r\n`)).toBe(true)
    expect(changes(encoded)).toEqual([['set', -1, ':target', line.split(' ')[1], 'target-form']])
  })

  test('we speak 1.1, whatever the client does', () => {
    expect(changes(encode(parse('GET / HTTP/1.0\r\nHost: a.test\r\n\r\n')))).toEqual([
      ['set', -1, ':version', '1.1', 'http-version'],
    ])
  })

  test('a head from h2 loses its pseudo fields, each with its cause', () => {
    const head: RequestHead = {
      method: 'GET',
      target: '/',
      version: '2',
      scheme: 'https',
      authority: 'a.test',
      fields: ['x', '1'],
    }
    const encoded = encode(head)
    expect(encoded.text).toBe('GET / HTTP/1.1\r\nHost: a.test\r\nx: 1\r\n\r\n')
    expect(changes(encoded)).toEqual([
      ['set', -1, ':version', '1.1', 'h1-h2'],
      ['remove', -1, ':scheme', undefined, 'h1-h2'],
      ['remove', -1, ':authority', undefined, 'h1-h2'],
      ['add', 0, 'Host', 'a.test', 'h1-h2'],
    ])
  })
})

describe('Host', () => {
  test.each([
    ['GET http://a.test/ HTTP/1.1\r\nX: 1\r\n', 'Host: a.test\r\nX: 1\r\n'],
    ['GET http://a.test/ HTTP/1.1\r\nX:1\r\nTE: x\r\nHOST:  b.test \r\nY:\t2\r\n', 'X:1\r\nHOST: a.test\r\nY:\t2\r\n'],
    ['GET http://a.test/ HTTP/1.1\r\nHost:\r\n', 'Host: a.test\r\n'],
    ['GET http://a.test/ HTTP/1.1\r\nHost:  A.test\r\n', 'Host:  A.test\r\n'],
    ['GET http://a.test/ HTTP/1.1\r\nHost: a.test:80\r\n', 'Host: a.test:80\r\n'],
    ['GET / HTTP/1.1\r\nHost: b.test\r\n', 'Host: b.test\r\n'],
    ['GET / HTTP/1.0\r\n', 'Host: a.test\r\n'],
  ])('%j has %j', (head, fields) => {
    const { text } = encode(parse(`${head}\r\n`))
    expect(text).toBe(`GET / HTTP/1.1\r\n${fields}\r\n`)
  })

  test.each([
    ['GET http://a.test/ HTTP/1.1\r\nHost: b.test\r\n', 'a.test'],
    ['GET http://a.test/ HTTP/1.1\r\n', 'a.test'],
    ['GET http://a.test/ HTTP/1.1\r\nHost: A.test:80\r\n', 'A.test:80'],
    ['GET / HTTP/1.1\r\nHost: b.test\r\n', 'b.test'],
    ['GET / HTTP/1.0\r\n', 'a.test'],
  ])('%j is for %s as an :authority too', (text, authority) => {
    const head = parse(`${text}\r\n`)
    expect(hostOf({ head, target, body: body(0), patches: [] }, factsOf(head))).toBe(authority)
  })

  test('over h2, :authority stands above a Host that differs', () => {
    const head: RequestHead = {
      method: 'GET',
      target: '/',
      version: '2',
      authority: 'a.test',
      fields: ['host', 'b.test', 'x', '1'],
    }
    expect(encode(head).text).toBe('GET / HTTP/1.1\r\nhost: a.test\r\nx: 1\r\n\r\n')
  })
})

describe('framing', () => {
  const post = (fields: string) => parse(`POST / HTTP/1.1\r\nHost: a.test\r\n${fields}\r\n`)

  test.each([
    ['', 0, ''],
    ['', 5, 'Content-Length: 5\r\n'],
    ['', 'chunked', 'Transfer-Encoding: chunked\r\n'],
    ['content-length:5\r\n', 5, 'content-length:5\r\n'],
    ['Content-Length: 5\r\nX: 1\r\nContent-Length: 5\r\n', 5, 'Content-Length: 5\r\nX: 1\r\n'],
    ['Content-Length: 5, 5\r\nX: 1\r\n', 5, 'X: 1\r\nContent-Length: 5\r\n'],
    ['Content-Length: 0\r\n', 0, 'Content-Length: 0\r\n'],
    ['Content-Length: 5\r\n', 0, 'Content-Length: 0\r\n'],
    ['Content-Length: 5\r\nX: 1\r\n', 7, 'X: 1\r\nContent-Length: 7\r\n'],
    ['Content-Length: 5\r\n', 'chunked', 'Transfer-Encoding: chunked\r\n'],
    ['Transfer-encoding:  Chunked\r\n', 'chunked', 'Transfer-encoding:  Chunked\r\n'],
    ['Transfer-Encoding: chunked\r\n', 5, 'Content-Length: 5\r\n'],
    ['Transfer-Encoding: gzip\r\n', 'chunked', 'Transfer-Encoding: chunked\r\n'],
  ] as const)('%j with a body of %s', (fields, length, expected) => {
    const encoded = encode(post(fields), {}, length)
    expect(encoded.text).toBe(`POST / HTTP/1.1\r\nHost: a.test\r\n${expected}\r\n`)
    expect(encoded.framing).toBe(length)
    expect(encoded.patches.every(({ cause }) => cause === 'framing')).toBe(true)
  })

  test('a Host put first moves what is added at the end', () => {
    expect(changes(encode(parse('POST / HTTP/1.1\r\nX: 1\r\n\r\n'), {}, 5))).toEqual([
      ['add', 0, 'Host', 'a.test', 'host-from-target'],
      ['add', 2, 'Content-Length', '5', 'framing'],
    ])
  })
})

describe('a parent proxy', () => {
  const head = parse('GET http://a.test/ HTTP/1.1\r\nHost: a.test\r\nProxy-Authorization: Basic mine\r\n\r\n')

  test.each([
    [{ absoluteForm: false }, ''],
    [{ absoluteForm: true }, ''],
    [{ absoluteForm: true, proxyAuthorization: '' }, 'Proxy-Authorization: Basic mine\r\n'],
    [{ absoluteForm: true, proxyAuthorization: 'Basic ours' }, 'Proxy-Authorization: Basic ours\r\n'],
  ])('%j', (how, expected) => {
    expect(encode(head, how).text.split('\r\n').slice(2).join('\r\n')).toBe(`${expected}\r\n`)
  })
})

test('facts are read anew once the fields are others', () => {
  const head = parse('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  expect(factsOf(head)).toBe(head[factsKey])
  expect(factsOf({ ...head, fields: ['Host', 'b'] }).host).toBe('b')
  expect(encode({ ...head, fields: ['Host', 'b', 'X', '1'] }).text).toBe('GET / HTTP/1.1\r\nHost: b\r\nX: 1\r\n\r\n')
})

test('whatever the head: the ledger leads from it to what is sent, and that is framed as the body is', () => {
  const line = fc.constantFrom('GET /', 'POST http://a.test/', 'GET http://b.test:81/x', 'OPTIONS *')
  const how = fc.record({
    absoluteForm: fc.boolean(),
    upgrade: fc.boolean(),
    proxyAuthorization: fc.constantFrom(undefined, '', 'Basic x'),
  })
  const lengths = fc.constantFrom(0, 5, 17, 'chunked' as const)
  fc.assert(
    fc.property(
      line,
      fc.constantFrom('1.0', '1.1'),
      fieldLines,
      how,
      lengths,
      fc.boolean(),
      (start, version, lines, encoding, length, changed) => {
        const parsed = parse(`${start} HTTP/${version}\r\n${lines}\r\n`)
        const head: RequestHead = changed ? { ...parsed, fields: parsed.fields.slice() } : parsed
        const encoded = encode(head, encoding, length)
        const sent = parse(encoded.text)
        expect(requestFraming(sent[factsKey], sent.version)).toBe(length)
        expect(sent[factsKey].hostCount).toBe(1)
      },
    ),
    { numRuns: 500 },
  )
})
