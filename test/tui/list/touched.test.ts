import { expect, test } from 'vitest'
import { plain, Touched } from '../../../src/tui/list/touched.ts'
import { endEvent, exchangeEvents, requestEvent, responseEvent, tunnelEvent } from '../../support/events.ts'

const noted = (filtered: boolean, ...events: Parameters<Touched['note']>[0][]) => {
  const touched = new Touched()
  for (const event of events) touched.note(event, filtered)
  return touched
}

test('without a filter a request is news, and what follows only where it could matter', () => {
  expect([...noted(false, ...exchangeEvents('a'), endEvent('b')).news]).toEqual([['a', plain]])
  const connect = noted(false, requestEvent('c', { kind: 'connect' }), responseEvent('c'))
  expect([...connect.news]).toEqual([['c', undefined]])
  connect.clear()
  expect(connect.changed).toBe(false)
  connect.note(endEvent('c'), false)
  expect([...connect.news]).toEqual([['c', undefined]])
  connect.clear()
  connect.note(endEvent('c'), false)
  expect([connect.news.size, connect.changed]).toEqual([0, true])
})

test('with a filter everything is', () => {
  expect([...noted(true, ...exchangeEvents('a'), endEvent('b')).news]).toEqual([
    ['a', undefined],
    ['b', undefined],
  ])
})

test('tunnels with what is known of them', () => {
  const event = tunnelEvent('tunnel-opened')
  expect([...noted(false, event).news.values()]).toEqual([expect.objectContaining({ id: 't1' })])
})
