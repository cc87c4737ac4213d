import { EventEmitter } from 'node:events'
import type { Http2Session } from 'node:http2'
import { expect, test } from 'vitest'
import { watchFlood } from '../../../src/engine/http2/limits.ts'
import type { Core } from '../../../src/engine/core.ts'
import { createFakeClock } from '../../../src/kit/clock.ts'

function watched() {
  const clock = createFakeClock()
  const told: string[] = []
  const session = Object.assign(new EventEmitter(), {
    destroyed: false,
    destroy: () => void (session.destroyed = true),
  })
  watchFlood(session as unknown as Http2Session, { clock } as unknown as Core, (message) => told.push(message))
  const frames = (count: number, type: 'ping' | 'remoteSettings') =>
    Array.from({ length: count }, () => session.emit(type))
  return { clock, told, session, frames }
}

test('a hundred control frames in a second end the session, and say so once', () => {
  const { told, session, frames } = watched()
  frames(60, 'ping')
  frames(39, 'remoteSettings')
  expect(session.destroyed).toBe(false)
  frames(1, 'ping')
  expect(session.destroyed).toBe(true)
  frames(50, 'ping')
  expect(told).toEqual(['more than 100 PING and SETTINGS frames in a second'])
})

test('the same number over time is no flood', () => {
  const { clock, session, frames } = watched()
  for (let second = 0; second < 20; second++) {
    frames(50, 'ping')
    clock.advance(1000)
  }
  expect(session.destroyed).toBe(false)
})
