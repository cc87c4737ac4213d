import { describe, expect, test } from 'vitest'
import { compileFilter } from '../../../src/filter/index.ts'
import type { Patch } from '../../../src/model/hop.ts'
import { buildExchange, buildTunnel } from '../../support/exchange.ts'

const request: Patch[] = [
  { op: 'remove', index: 1, name: 'Proxy-Connection', before: 'keep-alive', cause: 'hop-by-hop' },
  { op: 'set', index: -1, name: ':target', value: '/', before: 'http://a.test/', cause: 'target-form' },
  { op: 'rename', index: 2, name: 'x-new', before: 'X-Old', cause: 'h1-h2' },
]
const response: Patch[] = [{ op: 'add', index: 0, name: 'Via', value: '1.1 box', cause: 'profile squid' }]
const changed = buildExchange({
  hops: [
    { request, response: [] },
    { request: [], response },
  ],
})
const untouched = buildExchange()

test.each([
  ['~stripped proxy-connection', true],
  ['~stripped ^connection', false],
  ['~stripped via', false],
  ['~stripped :target', false],
  ['~stripped x-old', false],
  ['~added ^via$', true],
  ['~added proxy', false],
  ['~changed', true],
  ['~changed via', true],
  ['~changed ^proxy-', true],
  ['~changed :target', true],
  ['~changed x-new', true],
  ['~changed ^x-old$', true],
  ['~changed host', false],
])('%s is %s, and false of what nobody changed', (text, expected) => {
  expect(compileFilter(text).matches(changed)).toBe(expected)
  expect(compileFilter(text).matches(untouched)).toBe(false)
  expect(compileFilter(text).matches(buildTunnel())).toBe(false)
})

describe('~fault', () => {
  const faulty = buildExchange({
    faults: [
      { name: 'reset_peer', attributes: {}, applied: true },
      { name: 'latency', attributes: {}, applied: false, skipped: 'too late' },
    ],
  })
  test.each([
    ['~fault', true],
    ['~fault reset_peer', true],
    ['~fault RESET_PEER', true],
    ['~fault reset', false],
    ['~fault reset_.*', true],
    ['~fault reset_peer|abort', true],
    ['~fault "(?i)reset_peer"', true],
    ['~fault latency', false],
  ])('%s is %s', (text, expected) => {
    expect(compileFilter(text).matches(faulty)).toBe(expected)
    expect(compileFilter(text).matches(untouched)).toBe(false)
  })

  test('alone it also knows a fault by the outcome', () => {
    expect(compileFilter('~fault').matches(buildExchange({ outcome: 'fault' }))).toBe(true)
  })
})

test('~mock is told by the outcome', () => {
  expect(compileFilter('~mock').matches(buildExchange({ outcome: 'mock' }))).toBe(true)
  expect(compileFilter('~mock').matches(untouched)).toBe(false)
})

test('~cassette is told by the result', () => {
  const miss = buildExchange({ cassette: { result: 'miss' } })
  const matches = ['hit', 'miss', 'recorded', 'hit|miss'].map((word) =>
    compileFilter(`~cassette ${word}`).matches(miss),
  )
  expect(matches).toEqual([false, true, false, true])
  expect(compileFilter('~cassette hit|miss|recorded').matches(untouched)).toBe(false)
})

test('~rule searches the names of rules that matched', () => {
  const ruled = buildExchange({ rules: [{ name: 'payments are slow', phase: 'request-head', actions: [] }] })
  expect(compileFilter('~rule "are slow"').matches(ruled)).toBe(true)
  expect(compileFilter('~rule fast').matches(ruled)).toBe(false)
  expect(compileFilter('~rule .*').matches(untouched)).toBe(false)
})
