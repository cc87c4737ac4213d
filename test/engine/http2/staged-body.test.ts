import { expect, test } from 'vitest'
import { sendStaged } from '../../../src/engine/http2/staged-body.ts'
import { textBody } from '../../../src/kit/body.ts'
import { createFakeClock } from '../../../src/kit/clock.ts'
import type { ByteStage } from '../../../src/model/stage.ts'

const plan = { down: [], up: [], dial: [], random: () => 0.5 }
const late: ByteStage = (next, tools) => ({
  write: (chunk) => (tools.after(10, () => next.write(chunk)), true),
  end: () => void tools.after(10, () => next.end()),
  fail: (failure) => next.fail(failure),
})

function run(stage: ByteStage, opens = true) {
  const clock = createFakeClock()
  const log: string[] = []
  const sink = {
    write: (chunk: Uint8Array) => log.push(Buffer.from(chunk).toString()) > 0,
    end: () => void log.push('end'),
    fail: () => void log.push('fail'),
  }
  const body = textBody('body')
  const staging = sendStaged([{ rule: 'r', name: 'late', stage }], plan, clock, body, {
    open: () => {
      log.push('head')
      return opens ? sink : undefined
    },
    cut: (how, { name }) => {
      log.push(how, name)
      // As the engine does: nobody wants the body any more.
      body.cancel()
    },
  })
  return { clock, log, staging }
}

test('the head waits like the body, and comes first', () => {
  const { clock, log } = run(late)
  expect(log).toEqual([])
  clock.advance(10)
  expect(log).toEqual(['head', 'body', 'end'])
})

test('a head that cannot be sent is tried once, and nothing follows it', () => {
  const { clock, log } = run(late, false)
  clock.advance(10)
  expect(log).toEqual(['head'])
})

test('a cut at the head already ends it, without a word more', () => {
  const { clock, log } = run((next, tools) => ({
    ...next,
    write: () => (tools.cut('reset'), true),
    end: () => next.end(),
    fail: () => {},
  }))
  clock.advance(10)
  expect(log).toEqual(['reset', 'late'])
})

test('a cut says how', () => {
  const { log } = run((next, tools) => ({
    write: () => (tools.cut('close'), true),
    end: () => next.end(),
    fail: () => {},
  }))
  expect(log).toEqual(['close', 'late'])
})
