import { describe, expect, test } from 'vitest'
import {
  toClient,
  toError,
  toHops,
  toInstant,
  toMilliseconds,
  toTimings,
  toUpstream,
} from '../../src/headless/line-pieces.ts'
import { buildExchange } from '../support/exchange.ts'
import { attemptEvent, client } from '../support/events.ts'

describe('pieces of lines', () => {
  test('instants have milliseconds and are UTC; impossible ones do not throw', () => {
    expect(toInstant(1_700_000_000_123.9)).toBe('2023-11-14T22:13:20.123Z')
    expect(toInstant(NaN)).toBe('1970-01-01T00:00:00.000Z')
    expect(toInstant(1e20)).toBe('1970-01-01T00:00:00.000Z')
  })

  test('durations have three decimals at most', () => {
    expect(toMilliseconds(1.23456)).toBe(1.235)
    expect(toTimings({ dns: null, connect: 0.00049, tls: 2, send: 1.0004, wait: 3, receive: 4 })).toEqual({
      dns: null,
      connect: 0,
      tls: 2,
      send: 1,
      wait: 3,
      receive: 4,
    })
  })

  test('the peer’s certificate ends at an instant', () => {
    const tls = {
      version: 'TLSv1.3',
      cipher: 'X',
      peer: { subject: 'a', issuer: 'b', validTo: 0, fingerprint256: 'AB' },
    }
    expect(toClient({ ...client, tls }).tls).toEqual({
      ...tls,
      peer: { ...tls.peer, validTo: '1970-01-01T00:00:00.000Z' },
    })
    expect(toClient(client)).toStrictEqual({ ...client })
  })

  test('a failure that knows more says the three things of the contract', () => {
    const failure = { code: 'bad_request', message: 'm', leg: 'client', bytes: 'GET' } as const
    expect(toError(failure)).toStrictEqual({ code: 'bad_request', message: 'm', leg: 'client' })
  })

  test('an upstream that is a parent proxy is told as one', () => {
    const upstream = { address: 'a', port: 1, protocol: 'h2', reused: true } as const
    expect(toUpstream({ ...upstream, via: 'http://parent.test' })).toStrictEqual({
      ...upstream,
      via: 'http://parent.test',
    })
    expect(toUpstream(upstream)).toStrictEqual(upstream)
  })

  test('a leg says why it differs from the one before, and the last has the retries', () => {
    const exchange = buildExchange({
      attempts: [attemptEvent('a').attempt],
      legs: [{ request: { method: 'GET', target: '/', version: '1.1', fields: ['A', '1'] } }, {}],
      hops: [{ request: [{ op: 'remove', index: 0, name: 'A', cause: 'hop-by-hop' }], response: [] }],
    })
    expect(toHops(exchange)).toEqual([
      { request: [['A', '1']], response: [], causes: [] },
      {
        request: [],
        response: [],
        causes: [{ side: 'request', op: 'remove', name: 'A', cause: 'hop-by-hop' }],
        attempts: [
          expect.objectContaining({ address: '192.0.2.9', error: expect.objectContaining({ code: 'upstream_reset' }) }),
        ],
      },
    ])
  })
})
