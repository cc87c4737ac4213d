/** A session's commands on a store, a desk and rules of their own, with nothing listening. */
import { createFakeClock } from '../../src/kit/clock.ts'
import type { ProxyEvent } from '../../src/model/event.ts'
import { defaultOptions } from '../../src/model/options.ts'
import type { OutgoingRequest } from '../../src/model/outgoing.ts'
import type { Pausing, Release } from '../../src/model/paused.ts'
import { commands } from '../../src/session/commands/index.ts'
import { createCommands } from '../../src/session/commands/parts/run.ts'
import type { CommandWorld } from '../../src/session/commands/parts/world.ts'
import { createDesk } from '../../src/session/desk.ts'
import { createLiveConditions } from '../../src/session/live-conditions.ts'
import { createRuleBook } from '../../src/session/rule-book.ts'
import { createSessionRules } from '../../src/session/session-rules.ts'
import { createStore } from '../../src/store/index.ts'
import { exchangeEvents, start } from './events.ts'

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

export const pausedRequest = { method: 'POST', url: 'http://api.test/a', fields: ['Host', 'api.test'] }

/** `exchanges`: so many that have ended, with the ids 1, 2, … */
export function commandBench(exchanges = 1, history = defaultOptions.history) {
  const clock = createFakeClock(start)
  const store = createStore(history, clock)
  const events: ProxyEvent[] = []
  const emit = (event: ProxyEvent): void => {
    events.push(event)
    store.apply(event)
  }
  const desk = createDesk(clock, emit)
  const rules = createRuleBook(createSessionRules('00', clock, store, desk))
  const conditions = createLiveConditions(undefined, () => ({
    name: 'conditions',
    link: () => ({ up: [], down: [] }),
    handle: (request, next, context) => next(request, context),
  }))
  const sent: OutgoingRequest[] = []
  const ends: string[] = []
  const world: CommandWorld = {
    host: { version: '1.2.3', cwd: process.cwd(), shutdown: () => void ends.push('shutdown') },
    options: { seed: '00' },
    listeners: [{ mode: 'forward', url: 'http://127.0.0.1:8080', port: 8080 }],
    store,
    desk,
    rules,
    conditions,
    now: () => clock.now(),
    emit,
    send: (request) => `sent ${sent.push(request)}`,
  }
  const all = createCommands(commands, world)
  for (let i = 1; i <= exchanges; i++) for (const event of exchangeEvents(String(i))) store.apply(event)
  const gone = new AbortController()
  const releases: Release[] = []
  /** Puts something of exchange 1 on the desk. */
  const hold = (change: Partial<Pausing> = {}): void => {
    const request = { ...pausedRequest, body: { data: bytes('hello'), complete: true } }
    const pausing: Pausing = { exchange: '1', at: 'request', then: 'resume', rule: 'r', request, ...change }
    void desk.hold(pausing, gone.signal).then((release) => releases.push(release))
  }
  return {
    clock,
    store,
    desk,
    rules,
    conditions,
    world,
    sent,
    ends,
    events,
    emit,
    hold,
    releases,
    gone,
    run: all.run,
    all,
  }
}
