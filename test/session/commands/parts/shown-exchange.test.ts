import { expect, test } from 'vitest'
import { briefExchange, wholeExchange } from '../../../../src/session/commands/parts/shown-exchange.ts'
import { commandBench } from '../../../support/commands.ts'
import { endEvent, messageEvent, requestEvent } from '../../../support/events.ts'

test('in brief: what runs has no duration, what waits says so', () => {
  const { store, hold, emit } = commandBench()
  emit(requestEvent('2', { replayOf: '1' }))
  hold()
  expect(briefExchange(store.get('1')!)).toMatchObject({ durationMs: 30, status: 200, paused: [{ id: 'p1' }] })
  expect(briefExchange(store.get('2')!)).toMatchObject({ durationMs: null, outcome: null, replayOf: '1' })
})

test('whole: JSON holds it, messages included', () => {
  const { store, emit } = commandBench()
  emit(messageEvent('1', 'hi'))
  const whole = wholeExchange(store.get('1')!) as { messages: object[] }
  expect(whole.messages).toMatchObject([{ text: 'hi' }])
  expect(JSON.parse(JSON.stringify(whole))).toMatchObject({ id: '1', upstream: { address: '192.0.2.1' } })
})

test('whole: the route of a reverse proxy, where there was one', () => {
  const { store, emit } = commandBench(0)
  for (const event of [requestEvent('1', { mode: 'reverse' }), requestEvent('2'), endEvent('1', { route: '/api' })])
    emit(event)
  expect(wholeExchange(store.get('1')!)).toMatchObject({ route: '/api' })
  expect(wholeExchange(store.get('2')!)).not.toHaveProperty('route')
})

test('without a head there is none', () => {
  const { store, emit } = commandBench(0)
  emit(requestEvent('1'))
  expect(wholeExchange(store.get('1')!)).toMatchObject({ response: null, upstream: null })
})
