import { expect, test } from 'vitest'
import { StagedTarget } from '../../src/engine/staged.ts'
import { createFakeClock } from '../../src/kit/clock.ts'
import type { ByteStage } from '../../src/model/stage.ts'

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
  const log: string[] = []
  const last = {
    write: (chunk: Uint8Array) => log.push(Buffer.from(chunk).toString()) > 0,
    end: () => void log.push('end'),
    fail: () => void log.push('fail'),
  }
  const world = { clock: createFakeClock(), random: () => 0, cut: (how: string) => void log.push(how) }
  const target = new StagedTarget([{ rule: 'r', name: 'holding', stage: holding }], last, world)
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
