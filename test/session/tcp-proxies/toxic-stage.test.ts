import { describe, expect, test } from 'vitest'
import type { Toxic } from '../../../src/model/tcp-proxy.ts'
import { ToxicStage } from '../../../src/session/tcp-proxies/toxic-stage.ts'
import { faultNamed } from '../../support/fault.ts'
import { failure, runStage } from '../../support/stage.ts'

const toxic = (type: string, attributes: Toxic['attributes']): Toxic => {
  return { name: type, type, stream: 'downstream', toxicity: 1, attributes }
}

function running(type: string, attributes: Toxic['attributes'], acts = true) {
  const stage = new ToxicStage(`db/${type}`, faultNamed(type), toxic(type, attributes), acts)
  return { stage, run: runStage(stage.armed.stage) }
}

test('it is named after the proxy and the toxic', () => {
  const { stage } = running('latency', { latency: 1, jitter: 0 })
  expect(stage.armed).toMatchObject({ rule: 'db/latency', name: 'latency' })
})

test('one that does not act lets everything pass', () => {
  const { run } = running('timeout', { timeout: 1 }, false)
  run.write('a')
  run.stage.end()
  run.advance(10)
  expect(run.seen).toEqual([
    [0, 'a'],
    [0, 'end'],
  ])
})

test('attributes that a fault has beyond Toxiproxy keep their defaults', () => {
  const { run } = running('reset_peer', { timeout: 5 })
  run.write('a')
  run.advance(5)
  expect(run.seen).toEqual([[5, 'cut reset']])
})

describe('an edit', () => {
  test('lets go of what was held, and holds what comes', () => {
    const { stage, run } = running('latency', { latency: 1000, jitter: 0 })
    run.write('a')
    stage.change(toxic('latency', { latency: 10, jitter: 0 }), true)
    run.write('b')
    run.advance(10)
    expect(run.seen).toEqual([
      [0, 'a'],
      [10, 'b'],
    ])
  })

  test('of a black hole keeps the connection, and starts its time anew', () => {
    const { stage, run } = running('timeout', { timeout: 10 })
    run.write('lost')
    run.advance(5)
    stage.change(toxic('timeout', { timeout: 10 }), true)
    run.advance(9)
    expect(run.seen).toEqual([])
    run.advance(1)
    expect(run.seen).toEqual([[15, 'cut close']])
  })

  test('of a limit counts on', () => {
    const { stage, run } = running('limit_data', { bytes: 10 })
    run.write('abc')
    stage.change(toxic('limit_data', { bytes: 5 }), true)
    run.write('defg')
    expect(run.seen).toEqual([
      [0, 'abc'],
      [0, 'de'],
      [0, 'cut close'],
    ])
  })

  test('of a limit that is passed already closes at the next byte', () => {
    const { stage, run } = running('limit_data', { bytes: 10 })
    run.write('abc')
    stage.change(toxic('limit_data', { bytes: 2 }), true)
    run.write('d')
    expect(run.seen.slice(1)).toEqual([[0, 'cut close']])
  })

  test('before the connection is there counts for it', () => {
    const stage = new ToxicStage('db/limit', faultNamed('limit_data'), toxic('limit_data', { bytes: 9 }), true)
    stage.change(toxic('limit_data', { bytes: 1 }), true)
    const run = runStage(stage.armed.stage)
    run.write('ab')
    expect(run.bytes().toString()).toBe('a')
  })
})

test('the end of the source ends a black hole', () => {
  const { run } = running('timeout', { timeout: 0 })
  run.write('lost')
  run.stage.end()
  expect(run.seen).toEqual([[0, 'cut close']])
})

test('taken out it lets go; failures pass through', () => {
  const { stage, run } = running('latency', { latency: 1000, jitter: 0 })
  run.write('a')
  stage.release()
  run.stage.fail(failure)
  expect(run.seen).toEqual([
    [0, 'a'],
    [0, 'fail upstream_reset'],
  ])
})
