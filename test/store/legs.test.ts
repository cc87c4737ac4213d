import { describe, expect, test } from 'vitest'
import { blankExchange } from '../../src/store/blank.ts'
import { foldRequestLeg, foldResponseLeg } from '../../src/store/legs.ts'
import type { Exchange } from '../../src/model/exchange.ts'
import type { Patch } from '../../src/model/hop.ts'
import { requestEvent, requestHead, responseEvent, upstreamEvent } from '../support/events.ts'

const blank = () => ({ ...blankExchange(requestEvent('a')), legs: [{ request: requestHead() }] })
const sentWith = (exchange: Exchange, patches: readonly Patch[]) => {
  const next = { ...exchange }
  foldRequestLeg(next, patches)
  return next
}
const answeredWith = (exchange: Exchange, event: ReturnType<typeof responseEvent>) => {
  const next = { ...exchange }
  expect(foldResponseLeg(next, event)).toBe(true)
  return next
}
const patches = upstreamEvent('a').patches

describe('legs', () => {
  test('an untouched request is held by both legs', () => {
    const { legs } = sentWith(blank(), [])
    expect(legs[1]!.request).toBe(legs[0]!.request)
  })

  test('a changed request is its patches', () => {
    const { legs, hops } = sentWith(blank(), patches)
    expect(legs[1]).toEqual({})
    expect(hops).toEqual([{ request: patches, response: [] }])
  })

  test('a response after the request leg keeps its patches apart', () => {
    const removal = [{ op: 'remove', index: 0, name: 'Connection', cause: 'hop-by-hop' }] as const
    const sent = { ...sentWith(blank(), patches), upstream: upstreamEvent('a').upstream }
    const { legs, hops } = answeredWith(sent, responseEvent('a', { patches: removal }))
    expect(hops).toEqual([{ request: patches, response: removal }])
    expect(legs[0]).not.toHaveProperty('response')
    expect(legs[1]!.response!.status).toBe(200)
  })

  test('a late request leg keeps the response that is there', () => {
    const answered = answeredWith({ ...blank(), upstream: upstreamEvent('a').upstream }, responseEvent('a'))
    expect(sentWith(answered, patches).legs[1]!.response!.status).toBe(200)
  })
})
