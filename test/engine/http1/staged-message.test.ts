import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { StagedMessage } from '../../../src/engine/http1/staged-message.ts'
import { createFakeClock } from '../../../src/kit/clock.ts'
import { textBody } from '../../../src/kit/body.ts'
import type { ByteStage } from '../../../src/model/stage.ts'

const plan = { down: [], up: [], dial: [], random: () => 0.5 }

const late: ByteStage = (next, tools) => ({
  write: (chunk) => (tools.after(10, () => next.write(chunk)), true),
  end: () => void tools.after(10, () => next.end()),
  fail: (failure) => next.fail(failure),
})

function setUp(stage: ByteStage) {
  const clock = createFakeClock()
  const socket = new PassThrough()
  const log: string[] = []
  socket.on('data', (chunk: Buffer) => log.push(chunk.toString('latin1')))
  const owner = {
    messageWritten: () => void log.push('written'),
    messageCut: ({ code }: { code: string }) => void log.push(code),
  }
  const message = new StagedMessage(socket, [{ rule: 'slow', name: 'late', stage }], plan, clock, owner)
  return { clock, socket, log, message }
}

test('head and body come through the stages as they would have been written, and the end after them', () => {
  const { clock, log, message } = setUp(late)
  message.send('HTTP/1.1 200 OK\r\n\r\n', 2, textBody('ok'))
  expect(log).toEqual([])
  clock.advance(10)
  expect(log).toEqual(['HTTP/1.1 200 OK\r\n\r\nok', 'written'])
})

test('a cut is told with the fault and its rule', () => {
  const { log, message } = setUp((next, tools) => ({
    write: () => (tools.cut('reset'), true),
    end: () => next.end(),
    fail: () => {},
  }))
  message.send('HTTP/1.1 200 OK\r\n\r\n', 2, textBody('ok'))
  expect(log).toEqual(['injected_reset'])
})

test('an abandoned message leaves neither timer nor listener', () => {
  const { clock, socket, log, message } = setUp(late)
  message.send('HTTP/1.1 200 OK\r\n\r\n', 2, textBody('ok'))
  message.abandon()
  clock.advance(100)
  expect(log).toEqual([])
  expect(socket.listenerCount('drain')).toBe(0)
})

test('delivered is what came out in full while its end is held', () => {
  const hold: ByteStage = (next, tools) => ({
    write: (chunk) => (tools.after(10, () => next.write(chunk)), true),
    end: () => void tools.after(30, () => next.end()),
    fail: (failure) => next.fail(failure),
  })
  const { clock, message } = setUp(hold)
  message.send('HTTP/1.1 200 OK\r\n\r\n', 2, textBody('ok'))
  expect(message.delivered).toBe(false)
  clock.advance(10)
  expect(message.delivered).toBe(true)
  clock.advance(20)
  expect(message.delivered).toBe(false)
})
