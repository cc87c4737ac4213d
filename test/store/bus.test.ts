import { expect, test } from 'vitest'
import type { ProxyEvent } from '../../src/model/event.ts'
import { createBus } from '../../src/store/bus.ts'
import { requestEvent, start, warningEvent } from '../support/events.ts'

test('a subscriber that throws is a warning to all, and the event reaches the others', () => {
  const bus = createBus()
  const heard: ProxyEvent[] = []
  bus.on(() => {
    throw new Error('broken view')
  })
  bus.on((event) => heard.push(event))
  bus.emit(requestEvent('a'))
  expect(heard.map((event) => event.type).toSorted()).toEqual(['request', 'warning'])
  expect(heard.find((event) => event.type === 'warning')).toEqual({
    type: 'warning',
    at: start,
    code: 'internal',
    message: 'A subscriber failed at "request": broken view',
  })
})

test('a subscriber that throws at everything does not go round in circles', () => {
  const bus = createBus()
  let calls = 0
  bus.on(() => {
    calls++
    throw new Error('always')
  })
  bus.emit(warningEvent('w'))
  expect(calls).toBe(2)
  bus.emit(warningEvent('w'))
  expect(calls).toBe(4)
})
