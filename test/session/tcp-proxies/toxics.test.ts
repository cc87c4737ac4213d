import { expect, test } from 'vitest'
import type { RawConnection } from '../../../src/engine/raw-link.ts'
import type { RelayStages } from '../../../src/engine/relay.ts'
import { faults } from '../../../src/faults/index.ts'
import type { Toxic } from '../../../src/model/tcp-proxy.ts'
import { Toxics } from '../../../src/session/tcp-proxies/toxics.ts'

const toxic = (name: string, more: Partial<Toxic> = {}): Toxic => {
  return { name, type: 'latency', stream: 'downstream', toxicity: 1, attributes: { latency: 1, jitter: 0 }, ...more }
}

function world(draws: (...parts: readonly string[]) => number = () => 0) {
  const asked: string[] = []
  const draw = (...parts: readonly string[]): number => (asked.push(parts.join(' ')), draws(...parts))
  const toxics = new Toxics({ proxy: 'db', faults: new Map(faults.map((one) => [one.name, one])), draw })
  const open = () => {
    const stages: RelayStages[] = []
    const connection: RawConnection = { restage: (given) => void stages.push(given) }
    stages.push(toxics.opened(connection))
    return { connection, names: (at = -1) => ruleNames(stages.at(at)!), stages }
  }
  return { toxics, open, asked }
}

const ruleNames = ({ up, down }: RelayStages) => ({
  up: up.map(({ rule }) => rule),
  down: down.map(({ rule }) => rule),
})

test('the list has the upstream first, each in the order in which they came', () => {
  const { toxics } = world()
  for (const one of [toxic('a'), toxic('b', { stream: 'upstream' }), toxic('c'), toxic('d', { stream: 'upstream' })])
    toxics.put(one)
  expect(toxics.list().map(({ name }) => name)).toEqual(['b', 'd', 'a', 'c'])
})

test('a connection meets those that are there, those that come, and none that went', () => {
  const { toxics, open } = world()
  toxics.put(toxic('a'))
  const one = open()
  expect(one.names()).toEqual({ up: [], down: ['db/a'] })
  toxics.put(toxic('b', { stream: 'upstream' }))
  toxics.put(toxic('c'))
  expect(one.names()).toEqual({ up: ['db/b'], down: ['db/a', 'db/c'] })
  toxics.remove('a')
  expect(one.names()).toEqual({ up: ['db/b'], down: ['db/c'] })
})

test('those that stay are the same stages, also when they are edited', () => {
  const { toxics, open } = world()
  toxics.put(toxic('a'))
  const one = open()
  toxics.put(toxic('a', { attributes: { latency: 9, jitter: 0 } }))
  toxics.put(toxic('b'))
  expect(one.stages.at(-1)!.down[0]).toBe(one.stages[0]!.down[0])
})

test('at its end a connection tells what it met, with the draws, also of what was taken out', () => {
  const { toxics, open } = world((...parts) => (parts[1] === 'a' ? 0.25 : 0.75))
  toxics.put(toxic('a', { toxicity: 0.5 }))
  toxics.put(toxic('b', { toxicity: 0.5 }))
  const { connection } = open()
  toxics.remove('a')
  const attributes = { stream: 'downstream', latency: 1, jitter: 0, toxicity: 0.5 }
  expect(toxics.closed(connection)).toEqual([
    { name: 'latency', attributes: { toxic: 'a', ...attributes, draw: 0.25 }, applied: true },
    {
      name: 'latency',
      attributes: { toxic: 'b', ...attributes, draw: 0.75 },
      applied: false,
      skipped: 'the draw 0.7500 is not below the toxicity 0.5',
    },
  ])
  expect(toxics.closed(connection)).toEqual([])
})

test('a connection that is closed hears no more', () => {
  const { toxics, open } = world()
  const one = open()
  toxics.closed(one.connection)
  toxics.put(toxic('a'))
  expect(one.stages).toHaveLength(1)
})

test('whether it acts is drawn for each connection, and an edit asks for the same draw', () => {
  const { toxics, open, asked } = world()
  toxics.put(toxic('a', { toxicity: 0.5 }))
  open()
  open()
  toxics.put(toxic('a', { toxicity: 0.7 }))
  expect(asked).toEqual(['db a toxicity 1', 'db a toxicity 2', 'db a toxicity 1', 'db a toxicity 2'])
})

test('toxicity 0 never acts, 1 always', () => {
  const { toxics, open } = world((...parts) => (parts.at(-1) === '1' ? 0 : 0.999))
  toxics.put(toxic('never', { type: 'limit_data', attributes: { bytes: 0 }, toxicity: 0 }))
  toxics.put(toxic('always', { type: 'limit_data', attributes: { bytes: 0 } }))
  for (const one of [open(), open()]) {
    const cuts = one.stages[0]!.down.map(({ stage }) => {
      let cut = false
      const next = { write: () => true, end() {}, fail() {} }
      const tools = { now: () => 0, after: () => ({ stop() {} }), random: () => 0, resume() {}, whenOver() {} }
      stage(next, { ...tools, cut: () => (cut = true) }).write(Buffer.from('x'))
      return cut
    })
    expect(cuts).toEqual([false, true])
  }
})

test('the random numbers of a stage are told apart by toxic, purpose, connection and turn', () => {
  const { toxics, open, asked } = world()
  toxics.put(toxic('a'))
  const { random } = open().stages[0]!
  asked.length = 0
  for (const purpose of ['jitter', 'jitter', 'slice']) random('db/a', purpose)
  expect(asked).toEqual(['db/a jitter 1 1', 'db/a jitter 1 2', 'db/a slice 1 1'])
})
