import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { atoms } from '../../src/filter/atoms.ts'
import { compileFilter } from '../../src/filter/compile.ts'
import { MiddleboxError } from '../../src/model/errors.ts'
import { buildExchange, buildTlsFailure, buildTunnel } from '../support/exchange.ts'

const exchange = buildExchange({ status: 200, response: ['header', 'value'], sent: 'content' })

test.each([
  ['~c 200 & ~h head', true],
  ['~c 200 & ~h nohead', false],
  ['(~c 200 & ~h head) & ~b content', true],
  ['(~c 200 & ~h head) & ~b nonexistent', false],
  ['~c 200 | ~h nohead', true],
  ['~c 201 | ~h nohead', false],
  ['(~c 201 | ~h nohead) | ~s', true],
  ['! ~c 200', false],
  ['! ~c 201', true],
  ['!~c 201 !~c 202', true],
  ['!~c 201 !~c 200', false],
  ['~s | ~c 201 & ~q', true],
  ['(~s | ~c 201) & ~q', false],
  ['~s | ~c 201 ~q', true],
  ['', true],
  ['   ', true],
])('%j is %s', (text, expected) => {
  expect(compileFilter(text).matches(exchange)).toBe(expected)
})

test.each([
  ['', 'connection'],
  ['~d a', 'connection'],
  ['~d a & ~m b', 'request-head'],
  ['~bq a', 'request-body'],
  ['~bq a | ~c 200', 'response-head'],
  ['!~bs a', 'response-body'],
  ['~dur >1 ~d a', 'end'],
  ['~src a ~dst b', 'connection'],
])('%j is known from %s', (text, phase) => {
  expect(compileFilter(text).phase).toBe(phase)
})

test('only body atoms need bodies', () => {
  expect(atoms.filter((atom) => compileFilter(atom.example).needsBody).map((atom) => atom.name)).toEqual([
    'b',
    'bq',
    'bs',
  ])
  expect(compileFilter('~q | !(a ~bs b)').needsBody).toBe(true)
})

test('the text is kept, and bad text is refused', () => {
  expect(compileFilter(' ~q ').text).toBe(' ~q ')
  expect(() => compileFilter('~nope')).toThrow(MiddleboxError)
})

describe('no part has to be there', () => {
  const keys = Object.keys(exchange) as (keyof typeof exchange)[]
  const full = buildExchange({
    sent: 'a',
    received: 'b',
    cassette: { result: 'hit' },
    marked: 'x',
    comment: 'y',
    replayOf: 'x0',
  })
  test.each(atoms.map((atom) => [atom.example]))('%s', (example) => {
    const filter = compileFilter(example)
    expect(typeof filter.matches({})).toBe('boolean')
    expect(typeof filter.matches(buildTunnel())).toBe('boolean')
    expect(typeof filter.matches(buildTlsFailure())).toBe('boolean')
    fc.assert(
      fc.property(fc.subarray(keys), (kept) => {
        const partial = Object.fromEntries(Object.entries(full).filter(([key]) => (kept as string[]).includes(key)))
        expect(typeof filter.matches(partial)).toBe('boolean')
      }),
      { numRuns: 30 },
    )
    for (const legs of [[], [{}], [{}, {}]]) expect(typeof filter.matches({ ...full, legs, hops: [] })).toBe('boolean')
  })
})

test('ten thousand exchanges are filtered in a moment', () => {
  const fields = Array.from({ length: 12 }, (_, index) => [
    `X-Field-${index}`,
    `some value of the field ${index}`,
  ]).flat()
  const exchanges = Array.from({ length: 10_000 }, (_, index) =>
    buildExchange({
      url: `https://host-${index}.test/api/v1/items/${index}?page=2`,
      request: fields,
      response: fields,
    }),
  )
  for (const text of [
    '~d payments & ~m POST',
    'items/99 !~a',
    '~c >=500 | ~dur >2s',
    '~t json',
    '~hq x-nothing',
    '~changed',
  ]) {
    const filter = compileFilter(text)
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now()
      for (const each of exchanges) filter.matches(each)
      return performance.now() - start
    })
    // 20 ms is the aim; a shared test machine gets five times as much.
    expect(Math.min(...times), text).toBeLessThan(100)
  }
})
