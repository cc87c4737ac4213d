import { expect, test } from 'vitest'
import { createDoors } from '../../src/engine/doors.ts'
import { createFakeClock } from '../../src/kit/clock.ts'
import type { ProxyEvent } from '../../src/model/event.ts'

function doors() {
  const clock = createFakeClock()
  const events: ProxyEvent[] = []
  const made = createDoors({ connections: 7 }, { clock, emit: (event) => void events.push(event), allows: () => false })
  return { ...made, clock, said: () => events.splice(0) }
}

test('who is refused is said, with the reason', () => {
  const { refused, said, allows, maxConnections } = doors()
  expect([allows('192.0.2.1'), maxConnections]).toEqual([false, 7])
  refused('192.0.2.1', 'address')
  refused('10.0.0.1', 'limit')
  expect(said()).toMatchObject([
    { code: 'client_refused', message: expect.stringContaining('--allow-clients 192.0.2.1') },
    { code: 'too_many_connections', message: expect.stringContaining('7 are open') },
  ])
})

test('who is refused again and again is said once in ten seconds, with how often', () => {
  const { refused, said, clock } = doors()
  for (let at = 0; at < 150; at++) refused(`10.0.0.${at}`, 'limit')
  for (let at = 0; at < 3; at++) refused('192.0.2.1', 'address')
  refused('192.0.2.2', 'address')
  expect(said().map((event) => 'code' in event && event.code)).toEqual([
    'too_many_connections',
    'client_refused',
    'client_refused',
  ])
  clock.advance(10_000)
  refused('10.0.0.1', 'limit')
  refused('192.0.2.1', 'address')
  refused('192.0.2.2', 'address')
  expect(said()).toMatchObject([
    { message: expect.stringContaining('(and 149 more before it)') },
    { message: expect.stringContaining('(and 2 more before it)') },
    { message: expect.not.stringContaining('more') },
  ])
})

test('connections that could not be accepted are said once in ten seconds', () => {
  const { failed, said, clock } = doors()
  failed('no files')
  failed('no files')
  expect(said()).toMatchObject([{ type: 'warning', message: 'no files' }])
  clock.advance(10_000)
  failed('no files')
  expect(said()).toHaveLength(1)
})
