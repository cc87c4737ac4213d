import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ResponseEncoding, encodeInterim, encodeResponse } from '../../../src/engine/http1/encode-response.ts'
import { factsKey, hasConnectionOption } from '../../../src/engine/http1/facts.ts'
import { responseFraming } from '../../../src/engine/http1/framing.ts'
import { parseResponseHead } from '../../../src/engine/http1/head.ts'
import { applyPatches } from '../../../src/kit/patch.ts'
import type { ResponseHead } from '../../../src/model/message.ts'
import { fieldLines, plainFieldLines } from '../../support/heads.ts'
import { limits } from '../../support/read-messages.ts'

const usual: ResponseEncoding = {
  method: 'GET',
  clientVersion: '1.1',
  keepAlive: true,
  length: 5,
  untilClose: true,
  switching: false,
}
const parse = (text: string) => parseResponseHead(text, limits)
const plain = ({ raw: _bytes, ...head }: { raw?: string | undefined }) => Object.fromEntries(Object.entries(head))

/** What goes out, and the proof that the ledger says how it came about. */
function encode(head: ResponseHead, how: Partial<ResponseEncoding> = {}) {
  const encoded = encodeResponse(head, { ...usual, ...how })
  expect(plain(parse(encoded.text))).toEqual(plain(applyPatches(head, encoded.patches)))
  return encoded
}

const fieldsSent = (text: string) => text.slice(text.indexOf('\r\n') + 2, -2)

describe('a response that needs no change', () => {
  test('goes out as it came, byte for byte', () => {
    const text = 'HTTP/1.1 299 Fine,  thank you \r\nSET-cookie:a=1\r\nset-Cookie:  b \r\nContent-Length:\t5\r\n\r\n'
    expect(encode(parse(text))).toEqual({ text, patches: [], framing: 5, keepAlive: true })
  })

  test('so does every head without hop-by-hop fields', () => {
    fc.assert(
      fc.property(plainFieldLines, fc.constantFrom('', 'OK', ' a  b '), (lines, reason) => {
        const text = `HTTP/1.1 200 ${reason}\r\n${lines}Content-Length: 5\r\n\r\n`
        expect(encode(parse(text))).toEqual({ text, patches: [], framing: 5, keepAlive: true })
      }),
    )
  })
})

describe('the status line', () => {
  test.each(['', ' ', ' x'])('we speak 1.1, and %j behind the status stays as it is', (reason) => {
    const encoded = encode(parse(`HTTP/1.0 200${reason}\r\nContent-Length: 5\r\n\r\n`))
    expect(encoded.text).toBe(`HTTP/1.1 200${reason}\r\nContent-Length: 5\r\n\r\n`)
    expect(encoded.patches).toEqual([
      { op: 'set', index: -1, name: ':version', value: '1.1', before: '1.0', cause: 'http-version' },
    ])
  })

  test('over h2 there is no reason: the usual one is put there, and the ledger says so', () => {
    const head = { status: 404, reason: '', version: '2', fields: ['content-length', '5'] } as const
    const encoded = encode(head)
    expect(encoded.text).toBe('HTTP/1.1 404 Not Found\r\ncontent-length: 5\r\n\r\n')
    expect(encoded.patches.map(({ name, cause }) => `${name} ${cause}`)).toEqual([':version h1-h2', ':reason h1-h2'])
    expect(encode({ ...head, status: 299 }).text).toMatch(/^HTTP\/1\.1 299 \r\n/)
  })
})

describe('framing', () => {
  test.each<[string, Partial<ResponseEncoding>, string, number | string]>([
    ['', { length: 0 }, 'Content-Length: 0\r\n', 0],
    ['', { length: 7 }, 'Content-Length: 7\r\n', 7],
    ['', { length: null }, 'Connection: close\r\n', 'close'],
    ['', { length: null, untilClose: false }, 'Transfer-Encoding: chunked\r\n', 'chunked'],
    ['Transfer-Encoding: chunked\r\n', { length: null }, 'Transfer-Encoding: chunked\r\n', 'chunked'],
    ['Transfer-Encoding: gzip\r\n', { length: null }, 'Transfer-Encoding: gzip\r\nConnection: close\r\n', 'close'],
    ['Transfer-Encoding: gzip\r\n', { length: null, untilClose: false }, 'Transfer-Encoding: chunked\r\n', 'chunked'],
    ['Transfer-Encoding: chunked\r\n', { length: null, clientVersion: '1.0' }, 'Connection: close\r\n', 'close'],
    ['Transfer-Encoding: chunked\r\n', { length: 5 }, 'Content-Length: 5\r\n', 5],
    ['Content-Length: 5\r\nX: 1\r\ncontent-length: 5\r\n', {}, 'Content-Length: 5\r\nX: 1\r\n', 5],
    ['Content-Length: 5, 5\r\n', {}, 'Content-Length: 5\r\n', 5],
    ['Content-Length: 5\r\n', { length: null, untilClose: false }, 'Transfer-Encoding: chunked\r\n', 'chunked'],
    ['Content-Length: 9\r\n', { method: 'HEAD', length: 0 }, 'Content-Length: 9\r\n', 0],
    ['Content-Length: 9, 9\r\n', { method: 'HEAD', length: 0 }, 'Content-Length: 9\r\n', 0],
    ['Transfer-Encoding: chunked\r\n', { method: 'HEAD', length: 0 }, 'Transfer-Encoding: chunked\r\n', 0],
    ['', { method: 'HEAD', length: 0 }, '', 0],
  ])('%j with %j', (fields, how, expected, framing) => {
    const encoded = encode(parse(`HTTP/1.1 200 OK\r\n${fields}\r\n`), how)
    expect([fieldsSent(encoded.text), encoded.framing]).toEqual([expected, framing])
  })

  test.each([204, 304])('%d has no body and gets no length', (status) => {
    expect(encode(parse(`HTTP/1.1 ${status} x\r\n\r\n`), { length: 0 })).toMatchObject({
      text: `HTTP/1.1 ${status} x\r\n\r\n`,
      framing: 0,
    })
  })
})

describe('the connection', () => {
  test.each<[string, Partial<ResponseEncoding>, string, boolean]>([
    ['Connection: keep-alive\r\nKeep-Alive: 5\r\n', {}, '', true],
    ['Connection: close\r\n', {}, '', true],
    ['Connection:  Close\r\n', { keepAlive: false }, 'Connection:  Close\r\n', false],
    ['Connection: close, X\r\nX: 1\r\n', { keepAlive: false }, 'Connection: close\r\n', false],
    ['', { keepAlive: false }, 'Connection: close\r\n', false],
    ['', { clientVersion: '1.0' }, 'Connection: keep-alive\r\n', true],
    ['Proxy-Authenticate: Basic\r\n', {}, '', true],
  ])('%j with %j', (fields, how, expected, keepAlive) => {
    const encoded = encode(parse(`HTTP/1.1 200 OK\r\nContent-Length: 5\r\n${fields}\r\n`), how)
    expect([fieldsSent(encoded.text), encoded.keepAlive]).toEqual([`Content-Length: 5\r\n${expected}`, keepAlive])
  })

  test('a switch keeps Connection and Upgrade and frames nothing', () => {
    const text = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
    expect(encode(parse(text), { switching: true, keepAlive: false, length: 0 })).toMatchObject({
      text,
      patches: [],
      framing: 0,
    })
    const tunnel = 'HTTP/1.1 200 Connection established\r\n\r\n'
    expect(encode(parse(tunnel), { method: 'CONNECT', switching: true, keepAlive: false, length: 0 }).text).toBe(tunnel)
  })

  test('426 tells what to upgrade to, 407 how to authenticate', () => {
    const upgrade = 'Connection: Upgrade\r\nUpgrade: h2\r\nContent-Length: 5\r\n'
    expect(fieldsSent(encode(parse(`HTTP/1.1 426 x\r\n${upgrade}\r\n`)).text)).toBe(upgrade)
    const ask = 'Proxy-Authenticate: Basic\r\nContent-Length: 5\r\n'
    expect(fieldsSent(encode(parse(`HTTP/1.1 407 x\r\n${ask}\r\n`)).text)).toBe(ask)
  })
})

describe('1xx', () => {
  test('goes out as it came', () => {
    const text = 'HTTP/1.1 103 Early Hints\r\nLINK:  </a>\r\n\r\n'
    expect(encodeInterim(parse(text))).toBe(text)
  })

  test('without what ends here, and without framing a client could believe', () => {
    const head = parse(
      'HTTP/1.0 103 x\r\nContent-Length: 5\r\nA: 1\r\nConnection: b\r\nB: 2\r\nTransfer-Encoding: chunked\r\n\r\n',
    )
    expect(encodeInterim(head)).toBe('HTTP/1.1 103 x\r\nA: 1\r\n\r\n')
  })
})

test('whatever the head: the ledger leads from it to what is sent, and a client reads the framing we write', () => {
  const how = fc.record({
    method: fc.constantFrom('GET', 'HEAD'),
    clientVersion: fc.constantFrom('1.0' as const, '1.1' as const),
    keepAlive: fc.boolean(),
    length: fc.constantFrom(0, 5, 17, null),
    untilClose: fc.boolean(),
  })
  const line = fc.tuple(
    fc.constantFrom('1.0', '1.1'),
    fc.constantFrom(200, 204, 304, 404, 407, 426),
    fc.constantFrom('', 'OK', ' x '),
  )
  fc.assert(
    fc.property(line, fieldLines, how, fc.boolean(), ([version, status, reason], lines, some, changed) => {
      const parsed = parse(`HTTP/${version} ${status} ${reason}\r\n${lines}\r\n`)
      const head: ResponseHead = changed ? { ...parsed, fields: parsed.fields.slice() } : parsed
      const encoded = encode(head, some)
      const sent = parse(encoded.text)
      expect(responseFraming(sent[factsKey], sent.version, status, some.method)).toBe(encoded.framing)
      expect(hasConnectionOption(sent[factsKey], 'close')).toBe(
        !encoded.keepAlive || (status === 426 && hasConnectionOption(parsed[factsKey], 'close')),
      )
    }),
    { numRuns: 500 },
  )
})
