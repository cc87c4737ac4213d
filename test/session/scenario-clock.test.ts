import { expect, test } from 'vitest'
import { createFakeClock } from '../../src/kit/clock.ts'
import { parseScenario } from '../../src/kit/scenario.ts'
import type { ProxyEvent } from '../../src/model/event.ts'
import { createScenarioClock } from '../../src/session/scenario-clock.ts'

function running(text?: string) {
  const clock = createFakeClock(0)
  const said: string[] = []
  const events: ProxyEvent[] = []
  const scenario = createScenarioClock(clock, (event) => {
    if (event.type !== 'phase') return
    events.push(event)
    said.push(`${event.at} ${event.name}${event.state === undefined ? '' : ` ${event.state}`}`)
  })
  if (text !== undefined) scenario.replace(parseScenario(text, 'test'))
  return { clock, said, events, scenario }
}

test('says each phase when it begins, and its end', () => {
  const { clock, said, events, scenario } = running('steady 10s, outage 5s')
  expect(scenario.now()?.phase?.name).toBe('steady')
  clock.advance(10_000)
  expect(scenario.now()?.phase?.name).toBe('outage')
  clock.advance(60_000)
  expect(scenario.now()?.phase).toBeUndefined()
  expect(said).toEqual(['0 steady', '10000 outage', '15000 null'])
  expect(events[0]).toMatchObject({ run: 0, until: 10_000 })
})

test('flapping says up and down', () => {
  const { clock, said } = running('rough 5s up=2s down=1s, calm')
  clock.advance(60_000)
  expect(said).toEqual(['0 rough up', '2000 rough down', '3000 rough up', '5000 calm'])
})

test('without one there is nothing to say', () => {
  const { clock, said, scenario } = running()
  clock.advance(1_000)
  expect(scenario.now()).toBeUndefined()
  expect(said).toEqual([])
})

test('the same one goes on, another one begins', () => {
  const { clock, said, scenario } = running('a 10s, b')
  clock.advance(6_000)
  scenario.replace(parseScenario('a 10s, b', 'again'))
  clock.advance(4_000)
  expect(said).toEqual(['0 a', '10000 b'])
  scenario.replace(parseScenario('c 1s, d', 'other'))
  clock.advance(1_000)
  expect(said.slice(2)).toEqual(['10000 c', '11000 d'])
})

test('closed, it says nothing more', () => {
  const { clock, said, scenario } = running('a 1s, b')
  scenario.close()
  clock.advance(5_000)
  expect(said).toEqual(['0 a'])
})

test('a timer that fires too early changes nothing', () => {
  let time = 0
  const waiting: (() => void)[] = []
  const said: unknown[] = []
  const clock = {
    now: () => time,
    after: (_ms: number, run: () => void) => (waiting.push(run), { stop() {} }),
    every: () => ({ stop() {} }),
  }
  const scenario = createScenarioClock(clock, (event) => void said.push(event.type === 'phase' && event.name))
  scenario.replace(parseScenario('a 1s, b', 'test'))
  time = 999.4
  waiting.shift()!()
  expect(said).toEqual(['a'])
  time = 1000.4
  waiting.shift()!()
  expect(said).toEqual(['a', 'b'])
})
