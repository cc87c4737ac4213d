import { describe, expect, test } from 'vitest'
import { StageChain } from '../../src/engine/stage-chain.ts'
import { findFault } from '../../src/faults/index.ts'
import { createFakeClock } from '../../src/kit/clock.ts'
import { parseOptions } from '../../src/kit/option-table.ts'
import type { ArmedStage } from '../../src/model/plan.ts'
import type { ByteStage } from '../../src/model/stage.ts'

/** Holds each chunk for `ms`. */
const late =
  (ms: number): ByteStage =>
  (next, tools) => ({
    write(chunk) {
      tools.after(ms, () => next.write(chunk))
      return false
    },
    end: () => void tools.after(ms, () => next.end()),
    fail: (failure) => next.fail(failure),
  })

const armed = (stage: ByteStage): ArmedStage => ({ rule: 'r', name: 'late', stage })

/** A fault's stage as a rule arms it. */
function fault(name: string, options: Record<string, unknown>): ArmedStage {
  const found = findFault(name)!
  return { rule: 'r', name, stage: found.bytes!(parseOptions(found.options, options, name)) }
}

function setUp(...stages: readonly ArmedStage[]) {
  const clock = createFakeClock()
  const log: string[] = []
  const last = {
    write: (chunk: Uint8Array) => log.push(Buffer.from(chunk).toString()) > 0,
    end: () => void log.push('end'),
    fail: () => void log.push('fail'),
  }
  const world = {
    clock,
    random: (rule: string, purpose: string) => (rule + purpose).length,
    cut: (how: string, stage: ArmedStage) => void log.push(`${how} by ${stage.name}`),
  }
  const resumed: string[] = []
  const chain = new StageChain(last, world, () => void resumed.push('resumed'))
  chain.set(stages)
  const write = (text: string): boolean => chain.write(Buffer.from(text))
  return { clock, log, chain, write, resumed }
}

describe('passing', () => {
  test('bytes go through the stages in order, the first one first', () => {
    const { clock, log, chain, write } = setUp(armed(late(10)), armed(late(5)))
    write('a')
    chain.end()
    clock.advance(14)
    expect(log).toEqual([])
    clock.advance(1)
    expect(log).toEqual(['a', 'end'])
  })

  test('without stages bytes go straight on', () => {
    const { log, chain, write } = setUp()
    expect(write('a')).toBe(true)
    chain.end()
    expect(log).toEqual(['a', 'end'])
  })

  test('stop ends the timers of a connection that is gone', () => {
    const { clock, log, chain, write } = setUp(armed(late(10)))
    write('a')
    chain.stop()
    clock.advance(100)
    expect(log).toEqual([])
  })

  test('draws come with the rule and the purpose', () => {
    let drawn = 0
    setUp(
      armed((next, tools) => {
        drawn = tools.random('jitter')
        return next
      }),
    )
    expect(drawn).toBe('rjitter'.length)
  })
})

describe('a cut', () => {
  const cutter = (how: 'close' | 'reset'): ArmedStage => ({
    rule: 'r',
    name: 'cutter',
    stage: (next, tools) => ({
      write: (chunk) => (tools.cut(how), next.write(chunk)),
      end: () => next.end(),
      fail: (failure) => next.fail(failure),
    }),
  })

  test('by reset ends everything: no timer fires, nothing more is written', () => {
    const { clock, log, chain, write } = setUp(armed(late(10)), cutter('reset'))
    write('a')
    write('b')
    clock.advance(10)
    write('c')
    chain.end()
    clock.advance(100)
    expect(log).toEqual(['reset by cutter'])
  })

  test('by close waits for what later stages hold, in order', () => {
    const { clock, log, write } = setUp(fault('limit_data', { bytes: 3 }), fault('latency', { latency: 100 }))
    expect(write('abcdef')).toBe(true)
    expect(write('ghi')).toBe(false)
    clock.advance(99)
    expect(log).toEqual([])
    clock.advance(1)
    expect(log).toEqual(['abc', 'close by limit_data'])
  })

  test('by close drops what earlier stages hold', () => {
    const { clock, log, write } = setUp(fault('latency', { latency: 50 }), fault('timeout', { timeout: 80 }))
    write('a')
    clock.advance(40)
    write('b')
    clock.advance(100)
    expect(log).toEqual(['close by timeout'])
  })

  test('is delayed by a slow close behind it', () => {
    const { clock, log, write } = setUp(fault('limit_data', { bytes: 1 }), fault('slow_close', { delay: 200 }))
    write('ab')
    expect(log).toEqual(['a'])
    clock.advance(200)
    expect(log).toEqual(['a', 'close by limit_data'])
  })

  test('happens once, whoever comes second', () => {
    const { clock, log, write } = setUp(fault('timeout', { timeout: 10 }), fault('timeout', { timeout: 20 }))
    write('a')
    clock.advance(50)
    expect(log).toEqual(['close by timeout'])
  })
})

describe('a cut behind a cut', () => {
  test('a reset on the way of a close happens', () => {
    const { log, write } = setUp(fault('limit_data', { bytes: 0 }), fault('reset_peer', { timeout: 0 }))
    write('a')
    expect(log).toEqual(['reset by reset_peer'])
  })

  test('a close on the way of a close happens, once', () => {
    const first = { ...fault('limit_data', { bytes: 3 }), name: 'first' }
    const { clock, log, write } = setUp(first, fault('latency', { latency: 100 }), fault('limit_data', { bytes: 2 }))
    write('abcd')
    expect(log).toEqual([])
    clock.advance(1000)
    expect(log).toEqual(['ab', 'close by first'])
  })
})

describe('stages that come and go', () => {
  test('one that is put in acts on what comes from then on', () => {
    const { clock, log, chain, write } = setUp()
    write('a')
    chain.set([fault('latency', { latency: 100 })])
    write('b')
    expect(log).toEqual(['a'])
    clock.advance(100)
    expect(log).toEqual(['a', 'b'])
  })

  test('one that is taken out lets go of what it holds, before what comes next', () => {
    const { log, chain, write } = setUp(fault('latency', { latency: 1000 }))
    write('a')
    chain.set([])
    expect(log).toEqual(['a'])
    write('b')
    expect(log).toEqual(['a', 'b'])
  })

  test('one that stays keeps its state', () => {
    const limit = fault('limit_data', { bytes: 4 })
    const { log, chain, write } = setUp(limit)
    write('abc')
    chain.set([fault('latency', { latency: 0 }), limit])
    write('defg')
    expect(log).toEqual(['abc', 'd', 'close by limit_data'])
  })

  test('what one lets go passes those behind it that stay, and those that go with it', () => {
    const first = fault('latency', { latency: 300 })
    const second = fault('latency', { latency: 200 })
    const third = fault('latency', { latency: 100 })
    const { clock, log, chain, write } = setUp(first, second, third)
    write('a')
    chain.set([third])
    expect(log).toEqual([])
    clock.advance(100)
    expect(log).toEqual(['a'])
  })

  test('a source that was held back flows again', () => {
    const slow = fault('bandwidth', { rate: 0 })
    const { chain, write, resumed, log } = setUp(slow)
    let room = true
    let written = 0
    for (; room && written < 100; written++) room = write('x'.repeat(64 * 1024))
    expect(room).toBe(false)
    chain.set([])
    expect(log).toHaveLength(written)
    expect(resumed).toEqual(['resumed'])
  })

  test('a black hole that is taken out closes, for bytes are missing', () => {
    const { log, chain, write } = setUp(fault('timeout', { timeout: 0 }))
    write('a')
    chain.set([])
    expect(log).toEqual(['close by timeout'])
  })

  test('nothing is put in after the end', () => {
    const { log, chain, write } = setUp(fault('reset_peer', { timeout: 0 }))
    write('a')
    chain.set([])
    write('b')
    expect(log).toEqual(['reset by reset_peer'])
  })

  test('those that stay are not put in another order: bytes would overtake each other', () => {
    const first = fault('latency', { latency: 300 })
    const second = fault('latency', { latency: 100 })
    const { clock, log, chain, write } = setUp(first, second)
    write('a')
    clock.advance(300)
    write('b')
    chain.set([second, fault('slow_close', { delay: 5 }), first])
    write('c')
    chain.end()
    clock.advance(1000)
    expect(log).toEqual(['a', 'b', 'c', 'end'])
  })

  test('one that is asked for twice is there once', () => {
    const limit = fault('limit_data', { bytes: 4 })
    const { log, chain, write } = setUp(limit)
    chain.set([limit, limit])
    write('ab')
    write('cdef')
    expect(log).toEqual(['ab', 'cd', 'close by limit_data'])
  })
})

describe('after the end', () => {
  test('no timer of a stage fires: the connection may carry another message', () => {
    const { clock, log, chain, write } = setUp(
      armed((next, tools) => {
        tools.after(50, () => tools.cut('reset'))
        return next
      }),
    )
    write('a')
    chain.end()
    clock.advance(100)
    expect(log).toEqual(['a', 'end'])
  })

  test('no stage is put in, and the end is not told again', () => {
    const slow = fault('slow_close', { delay: 10 })
    const { clock, log, chain, write } = setUp(slow)
    write('a')
    chain.end()
    clock.advance(10)
    chain.set([fault('timeout', { timeout: 20 })])
    clock.advance(100)
    expect(log).toEqual(['a', 'end'])
  })

  test('stages hear that it is over', () => {
    const heard: string[] = []
    const { chain } = setUp(armed((next, tools) => (tools.whenOver(() => void heard.push('over')), next)))
    chain.end()
    expect(heard).toEqual(['over'])
  })
})
