import { describe, expect, test } from 'vitest'
import { weighExchange } from '../../src/store/weight.ts'
import { reduceExchange } from '../../src/store/reduce.ts'
import { endEvent, requestEvent, requestHead, responseEvent, upstreamEvent } from '../support/events.ts'

const request = requestEvent('a', { head: requestHead({ raw: 'x'.repeat(500) }) })
const begun = reduceExchange(undefined, request)!

describe('weight', () => {
  test('a raw head counts once, on both legs together', () => {
    const sent = reduceExchange(begun, upstreamEvent('a', { patches: [] }))!
    expect(weighExchange(sent)).toBe(weighExchange(begun))
    expect(weighExchange(begun)).toBeGreaterThan(500)
  })

  test('a head without bytes counts by its fields', () => {
    const long = requestEvent('a', { head: requestHead({ fields: ['X', 'y'.repeat(3000)] }) })
    expect(weighExchange(reduceExchange(undefined, long)!)).toBeGreaterThan(3000)
  })

  test('bodies count by what is kept, not by what was seen', () => {
    const body = { size: 1e9, chunks: [new Uint8Array(4096)], kept: 4096 }
    const ended = reduceExchange(begun, endEvent('a', { responseBody: body }))!
    const difference = weighExchange(ended) - weighExchange(begun)
    expect(difference).toBeGreaterThanOrEqual(4096)
    expect(difference).toBeLessThan(5000)
  })

  test('so do those that the upstream saw', () => {
    const body = { size: 1e9, chunks: [new Uint8Array(4096)], kept: 4096 }
    const told = (side: 'request' | 'response', event: object) =>
      reduceExchange(begun, { type: 'body', id: 'a', at: 0, side, cause: 'rule r', ...event })!
    for (const side of ['request', 'response'] as const) {
      const difference = weighExchange(told(side, { body })) - weighExchange(told(side, {}))
      expect(difference).toBeGreaterThanOrEqual(4096)
      expect(weighExchange(told(side, {}))).toBeGreaterThan(weighExchange(begun))
    }
  })

  test('bytes that could not be read count', () => {
    const error = { code: 'upstream_malformed', message: 'm', leg: 'upstream', bytes: 'x'.repeat(9000) } as const
    expect(weighExchange({ ...begun, error })).toBe(weighExchange(begun) + 9000)
    expect(weighExchange({ ...begun, error, unparsed: error.bytes })).toBe(weighExchange(begun) + 9000)
  })

  test('patches and responses count', () => {
    const sent = reduceExchange(begun, upstreamEvent('a'))!
    expect(weighExchange(sent)).toBeGreaterThan(weighExchange(begun))
    expect(weighExchange(reduceExchange(sent, responseEvent('a'))!)).toBeGreaterThan(weighExchange(sent))
  })
})
