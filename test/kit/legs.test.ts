import { describe, expect, test } from 'vitest'
import type { Exchange } from '../../src/model/exchange.ts'
import type { ProxyEvent } from '../../src/model/event.ts'
import { clientResponse, legHeads } from '../../src/kit/legs.ts'
import { reduceExchange } from '../../src/store/reduce.ts'
import { requestEvent, requestHead, responseEvent, responseHead, upstreamEvent } from '../support/events.ts'

const fold = (...events: ProxyEvent[]): Exchange =>
  events.reduce<Exchange | undefined>((exchange, event) => reduceExchange(exchange, event), undefined)!

describe('legHeads', () => {
  test('a request alone has one leg', () => {
    expect(legHeads(fold(requestEvent('a')))).toEqual([{ request: requestHead() }])
  })

  test('changed heads are made from their patches, up and down', () => {
    const response = responseEvent('a', {
      patches: [{ op: 'remove', index: 1, name: 'Content-Length', cause: 'framing' }],
    })
    const exchange = fold(requestEvent('a'), upstreamEvent('a'), response)
    expect(legHeads(exchange)).toEqual([
      { request: requestHead(), response: responseHead({ fields: ['Content-Type', 'application/json'] }) },
      { request: requestHead({ target: '/users' }), response: responseHead() },
    ])
    expect(clientResponse(exchange)?.fields).toEqual(['Content-Type', 'application/json'])
  })

  test('untouched heads are the same objects on both legs', () => {
    const exchange = fold(requestEvent('a'), upstreamEvent('a', { patches: [] }), responseEvent('a'))
    const [first, second] = legHeads(exchange)
    expect(second!.request).toBe(first!.request)
    expect(second!.response).toBe(first!.response)
    expect(clientResponse(exchange)).toBe(second!.response)
  })

  test('through several hops each leg comes from its neighbour', () => {
    const exchange: Exchange = {
      ...fold(requestEvent('a'), upstreamEvent('a'), responseEvent('a')),
      legs: [{ request: requestHead({ fields: [] }) }, {}, { response: responseHead({ fields: [] }) }],
      hops: [1, 2].map((n) => ({
        request: [{ op: 'add', index: 0, name: 'Via', value: `${n}`, cause: 'profile rfc' }],
        response: [{ op: 'add', index: 0, name: 'Age', value: `${n}`, cause: 'profile rfc' }],
      })),
    }
    const legs = legHeads(exchange)
    expect(legs.map((leg) => leg.request!.fields)).toEqual([[], ['Via', '1'], ['Via', '2', 'Via', '1']])
    expect(legs.map((leg) => leg.response!.fields)).toEqual([['Age', '1', 'Age', '2'], ['Age', '2'], []])
  })
})
