import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentLength, joinCookies, splitPseudo, toHttp2Fields, toObject } from '../../../src/engine/http2/fields.ts'
import { inspectFields } from '../../../src/engine/http1/facts.ts'
import { applyPatches } from '../../../src/kit/patch.ts'
import type { Patch } from '../../../src/model/hop.ts'
import type { Fields } from '../../../src/model/message.ts'

function toHttp2(fields: Fields, dropHost = false) {
  const patches: Patch[] = []
  return { fields: toHttp2Fields(fields, inspectFields(fields), patches, dropHost), patches }
}

describe('toHttp2Fields', () => {
  test('names become lower case and what h2 forbids goes, each with its cause', () => {
    const given = [
      'Host',
      'a',
      'X-One',
      '1',
      'Connection',
      'X-Hop',
      'X-Hop',
      '2',
      'Transfer-Encoding',
      'chunked',
      'x-two',
      '2',
    ]
    const { fields, patches } = toHttp2(given, true)
    expect(fields).toEqual(['x-one', '1', 'x-two', '2'])
    expect(patches.map(({ op, name, cause }) => `${op} ${name} ${cause}`)).toEqual([
      'remove Host h1-h2',
      'rename x-one h1-h2',
      'remove Connection hop-by-hop',
      'remove X-Hop hop-by-hop',
      'remove Transfer-Encoding framing',
    ])
  })

  test('te: trailers passes, other codings do not (RFC 9113 §8.2.2)', () => {
    expect(toHttp2(['te', 'trailers']).fields).toEqual(['te', 'trailers'])
    expect(toHttp2(['te', 'gzip']).fields).toEqual([])
  })

  test('http2-settings goes, whether Connection names it or not', () => {
    expect(toHttp2(['HTTP2-Settings', 'x', 'a', '1']).fields).toEqual(['a', '1'])
    const { fields, patches } = toHttp2(['Connection', 'HTTP2-Settings', 'HTTP2-Settings', 'x', 'a', '1'])
    expect([fields, patches.map(({ op, name }) => `${op} ${name}`)]).toEqual([
      ['a', '1'],
      ['remove Connection', 'remove HTTP2-Settings'],
    ])
  })

  test('a list of equal lengths becomes that length', () => {
    const { fields, patches } = toHttp2(['Content-Length', '5, 5', 'Content-Length', '5', 'x', 'y'])
    expect(fields).toEqual(['content-length', '5', 'x', 'y'])
    expect(patches).toEqual([
      { op: 'rename', index: 0, name: 'content-length', before: 'Content-Length', cause: 'h1-h2' },
      { op: 'set', index: 0, name: 'content-length', value: '5', before: '5, 5', cause: 'framing' },
      { op: 'remove', index: 1, name: 'Content-Length', before: '5', cause: 'framing' },
    ])
  })

  test('between two h2 legs nothing changes and nothing is noted', () => {
    const given = ['accept', '*/*', 'cookie', 'a', 'cookie', 'b', 'content-length', '3']
    expect(toHttp2(given)).toEqual({ fields: given, patches: [] })
  })

  test('the patches lead from what was given to what goes out', () => {
    const name = fc.constantFrom('Host', 'Connection', 'Keep-Alive', 'TE', 'X-One', 'x-two', 'Upgrade', 'Cookie')
    const value = fc.constantFrom('trailers', 'x-one', 'close', 'chunked', 'keep-alive, X-Two', '')
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.tuple(name, value), fc.constant(['Transfer-Encoding', 'chunked'])), { maxLength: 12 }),
        fc.boolean(),
        (pairs, dropHost) => {
          const given = pairs.flat()
          const { fields, patches } = toHttp2(given, dropHost)
          const head = { method: 'GET', target: '/', version: '1.1' as const, fields: given }
          expect(applyPatches(head, patches).fields).toEqual(fields)
        },
      ),
    )
  })
})

test('pseudo fields are told from the rest, whose order stays', () => {
  expect(splitPseudo([':method', 'GET', ':path', '/', 'b', '1', 'a', '2', 'b', '3'])).toEqual({
    pseudo: { ':method': 'GET', ':path': '/' },
    fields: ['b', '1', 'a', '2', 'b', '3'],
  })
})

test('equal names become one entry with several values, and what ends at a proxy is left out', () => {
  expect(toObject(['Link', 'a', 'x', '1', 'link', 'b', 'Connection', 'x', 'LINK', 'c'])).toEqual({
    link: ['a', 'b', 'c'],
    x: '1',
  })
})

describe('joinCookies', () => {
  test('several become one at the place of the first, and the patches say so', () => {
    const given = ['a', '1', 'cookie', 'x=1', 'b', '2', 'cookie', 'y=2', 'cookie', 'z=3']
    const patches: Patch[] = []
    const joined = joinCookies(given, patches)
    expect(joined).toEqual(['a', '1', 'cookie', 'x=1; y=2; z=3', 'b', '2'])
    expect(applyPatches({ method: 'GET', target: '/', version: '2' as const, fields: given }, patches).fields).toEqual(
      joined,
    )
    expect(new Set(patches.map(({ cause }) => cause))).toEqual(new Set(['h1-h2']))
  })

  test('one is left alone', () => {
    const given = ['cookie', 'x=1']
    const patches: Patch[] = []
    expect(joinCookies(given, patches)).toBe(given)
    expect(patches).toEqual([])
  })
})

test('content-length is a number or unknown', () => {
  expect(contentLength(['content-length', '12'])).toBe(12)
  expect(contentLength([])).toBeNull()
})
