import { describe, expect, test } from 'vitest'
import { StagedTarget, stageBytes } from '../../src/engine/staged.ts'
import { createFakeClock } from '../../src/kit/clock.ts'
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

function setUp(stages: readonly ByteStage[]) {
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
    cut: (how: string) => void log.push(how),
  }
  return { clock, log, last, world, stages: stages.map(armed) }
}

describe('stageBytes', () => {
  test('passes bytes through the stages in order, the first one first', () => {
    const { clock, log, last, world, stages } = setUp([late(10), late(5)])
    const sink = stageBytes(stages, last, world, () => {})
    sink.write(Buffer.from('a'))
    sink.end()
    clock.advance(14)
    expect(log).toEqual([])
    clock.advance(1)
    expect(log).toEqual(['a', 'end'])
  })

  test('a cut ends everything: no timer fires, nothing more is written', () => {
    const cutter: ByteStage = (next, tools) => ({
      write: (chunk) => (tools.cut('reset'), next.write(chunk)),
      end: () => next.end(),
      fail: (failure) => next.fail(failure),
    })
    const { clock, log, last, world, stages } = setUp([late(10), cutter])
    const sink = stageBytes(stages, last, world, () => {})
    sink.write(Buffer.from('a'))
    sink.write(Buffer.from('b'))
    clock.advance(10)
    sink.write(Buffer.from('c'))
    sink.end()
    clock.advance(100)
    expect(log).toEqual(['reset'])
  })

  test('stop ends the timers of a connection that is gone', () => {
    const { clock, log, last, world, stages } = setUp([late(10)])
    const sink = stageBytes(stages, last, world, () => {})
    sink.write(Buffer.from('a'))
    sink.stop()
    clock.advance(100)
    expect(log).toEqual([])
  })

  test('draws come with the rule and the purpose', () => {
    let drawn = 0
    const drawing: ByteStage = (next, tools) => {
      drawn = tools.random('jitter')
      return next
    }
    const { last, world, stages } = setUp([drawing])
    stageBytes(stages, last, world, () => {})
    expect(drawn).toBe('rjitter'.length)
  })
})

describe('StagedTarget', () => {
  test('looks like a socket: text becomes bytes, and a full stage drains later', () => {
    let resume = (): void => {}
    const holding: ByteStage = (next, tools) => {
      resume = tools.resume
      return {
        write: (chunk) => (next.write(chunk), false),
        end: () => next.end(),
        fail: (failure) => next.fail(failure),
      }
    }
    const { log, last, world, stages } = setUp([holding])
    const target = new StagedTarget(stages, last, world)
    let drained = 0
    target.on('drain', () => drained++)
    expect(target.write('h\xe9', 'latin1')).toBe(false)
    expect(log).toEqual([Buffer.from([0x68, 0xe9]).toString()])
    resume()
    target.drained()
    expect(drained).toBe(2)
    target.end()
    expect(log.at(-1)).toBe('end')
  })
})
