import { describe, expect, test } from 'vitest'
import { factsKey, inspectFields } from '../../../src/engine/http1/facts.ts'
import { parseRequestHead } from '../../../src/engine/http1/head.ts'
import { type Keep, fieldText, hopByHop } from '../../../src/engine/http1/hop-by-hop.ts'
import { applyPatches } from '../../../src/kit/patch.ts'
import type { Patch } from '../../../src/model/hop.ts'
import { limits } from '../../support/read-messages.ts'

const nothing: Keep = { upgrade: false, transferEncoding: false, contentLength: false, proxyAuth: false, close: false }

function strip(lines: string, keep: Partial<Keep> = {}) {
  const head = parseRequestHead(`GET / HTTP/1.1\r\n${lines}\r\n`, limits)
  const facts = head[factsKey]
  const patches: Patch[] = []
  const drop = hopByHop(facts, { ...nothing, ...keep }, patches)
  const text = fieldText(facts, drop)
  // However they were removed, the ledger says so.
  expect(applyPatches(head, patches).fields).toEqual(parseRequestHead(`GET / HTTP/1.1\r\n${text}\r\n`, limits).fields)
  return { text, patches }
}

describe('what ends at a proxy', () => {
  test.each([
    ['Connection: x\r\n', ''],
    ['A: 1\r\nKEEP-alive: 5\r\nTE: trailers\r\nProxy-Connection: close\r\nB: 2\r\n', 'A: 1\r\nB: 2\r\n'],
    [
      'Proxy-Foo: 1\r\nPROXY-AUTHENTICATION-INFO: 2\r\nProxy-Status: a\r\nProxy: 3\r\n',
      'Proxy-Status: a\r\nProxy: 3\r\n',
    ],
    ['Upgrade: h2c\r\nProxy-Authorization: Basic x\r\nProxy-Authenticate: Basic\r\n', ''],
    ['Transfer-Encoding: chunked\r\nContent-Length: 5\r\n', ''],
    ['X-A:1 \r\nConnection: x-a, X-B\r\nx-b:\t2\r\nX-C:  3\r\nX-a: 4\r\n', 'X-C:  3\r\n'],
    ['Trailer: X\r\nVia: 1.1 a\r\nExpect: 100-continue\r\n', 'Trailer: X\r\nVia: 1.1 a\r\nExpect: 100-continue\r\n'],
  ])('%j becomes %j', (lines, expected) => {
    expect(strip(lines).text).toBe(expected)
  })

  test('fields for all recipients stay, whatever Connection names (RFC 9110 §7.6.1)', () => {
    const kept = 'Host: a\r\nCookie: a\r\nAuthorization: x\r\nCache-Control: no-store\r\nDate: x\r\n'
    expect(strip(`${kept}Connection: host, cookie, authorization, cache-control, date\r\n`).text).toBe(kept)
  })

  test('each removal says what, where and why', () => {
    expect(strip('A: 1\r\nConnection: b\r\nB:  2\r\nContent-Length: 5\r\n').patches).toEqual([
      { op: 'remove', index: 1, name: 'Connection', before: 'b', cause: 'hop-by-hop' },
      { op: 'remove', index: 2, name: 'Content-Length', before: '5', cause: 'framing' },
      { op: 'remove', index: 1, name: 'B', before: '2', cause: 'hop-by-hop' },
    ])
  })
})

describe('what stays on request', () => {
  test.each<[string, Partial<Keep>, string]>([
    ['Connection: close\r\n', { close: true }, 'Connection: close\r\n'],
    ['Transfer-Encoding:  chunked\r\n', { transferEncoding: true }, 'Transfer-Encoding:  chunked\r\n'],
    ['Content-Length:5\r\n', { contentLength: true }, 'Content-Length:5\r\n'],
    ['Content-Length: 5\r\nA: 1\r\ncontent-length: 5\r\n', { contentLength: true }, 'Content-Length: 5\r\nA: 1\r\n'],
    ['Proxy-Authorization: x\r\n', { proxyAuth: true }, 'Proxy-Authorization: x\r\n'],
    ['Proxy-Authorization: x\r\nConnection: proxy-authorization\r\n', { proxyAuth: true }, ''],
    [
      'Connection: Upgrade\r\nUpgrade: websocket\r\n',
      { upgrade: true },
      'Connection: Upgrade\r\nUpgrade: websocket\r\n',
    ],
    [
      'Connection: upgrade, x\r\nUpgrade: a\r\nX: 1\r\nKeep-Alive: 5\r\n',
      { upgrade: true },
      'Connection: upgrade, x\r\nUpgrade: a\r\n',
    ],
  ])('%j with %j', (lines, keep, expected) => {
    expect(strip(lines, keep).text).toBe(expected)
  })
})

describe('fieldText', () => {
  const head = parseRequestHead('GET / HTTP/1.1\r\nA:1\r\nB:\t2 \r\nC:  3\r\n\r\n', limits)

  test.each([
    [[], 'A:1\r\nB:\t2 \r\nC:  3\r\n'],
    [[0], 'B:\t2 \r\nC:  3\r\n'],
    [[0, 4], 'B:\t2 \r\n'],
    [[0, 2, 4], ''],
  ])('without %j the rest is copied byte for byte', (drop, expected) => {
    expect(fieldText(head[factsKey], drop)).toBe(expected)
  })

  test('one line may be written anew in its place', () => {
    expect(fieldText(head[factsKey], [0], { index: 2, value: 'new' })).toBe('B: new\r\nC:  3\r\n')
    expect(fieldText(head[factsKey], [4], { index: 2, value: 'new' })).toBe('A:1\r\nB: new\r\n')
  })

  test('fields that never were bytes are written plainly', () => {
    const facts = inspectFields(['A', '1', 'B', '', 'C', '3'])
    expect(fieldText(facts, [])).toBe('A: 1\r\nB: \r\nC: 3\r\n')
    expect(fieldText(facts, [4], { index: 0, value: 'x' })).toBe('A: x\r\nB: \r\n')
  })
})
