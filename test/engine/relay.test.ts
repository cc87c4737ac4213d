import { Duplex } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { Relay } from '../../src/engine/relay.ts'
import { BodyStream } from '../../src/kit/body.ts'
import type { Channel } from '../../src/model/message.ts'
import type { ArmedStage } from '../../src/model/plan.ts'
import type { ByteStage } from '../../src/model/stage.ts'
import { testCore } from '../support/core.ts'

/** A client's socket in memory, relayed to a channel that notes what it is told. */
function relaying(rest?: string, goodbyes?: { up: boolean; down: boolean }) {
  const core = testCore()
  const log: string[] = []
  let room = true
  const socket = new Duplex({
    read() {},
    allowHalfOpen: true,
    write(chunk: Buffer, _encoding, done) {
      log.push(`client < ${chunk.toString()}`)
      done()
    },
    final(done) {
      log.push('client < fin')
      done()
    },
  })
  const source = { pauseBody: () => {}, resumeBody: () => {}, cancelBody: () => {} }
  const down = new BodyStream(null, source)
  let from: { pause(): void; resume(): void } | undefined
  const channel: Channel = {
    down,
    up: {
      write: (chunk) => (log.push(`up ${Buffer.from(chunk).toString()}`), room),
      end: () => void log.push('up end'),
      fail: () => void log.push('up fail'),
    },
    accept: (client) => void (from = client),
    close: (how) => void log.push(`channel ${how}`),
  }
  const seen = { up: 0, down: 0 }
  const observer = {
    ...(goodbyes && { goodbyes }),
    up: (chunk: Uint8Array) => void (seen.up += chunk.length),
    down: (chunk: Uint8Array) => void (seen.down += chunk.length),
    closed: (failure: { code: string } | undefined) => void log.push(`closed ${failure?.code ?? 'cleanly'}`),
  }
  const relay = new Relay(core, socket, channel, observer, rest === undefined ? undefined : Buffer.from(rest))
  const after = (event: string) => new Promise((resolve) => socket.once(event, resolve))
  return { log, core, socket, down, seen, relay, after, client: () => from!, full: () => (room = false) }
}

describe('bytes', () => {
  test('both ways, those already read first, and counted', async () => {
    const { log, socket, down, seen, after } = relaying('early')
    const data = after('data')
    socket.push('later')
    await data
    down.push(Buffer.from('answer'))
    expect(log).toEqual(['up early', 'up later', 'client < answer'])
    expect(seen).toEqual({ up: 10, down: 6 })
  })

  test('a channel that is full pauses the client', async () => {
    const { socket, full, after, client } = relaying()
    full()
    const data = after('data')
    socket.push('a')
    await data
    expect(socket.isPaused()).toBe(true)
    client().resume()
    expect(socket.isPaused()).toBe(false)
  })
})

describe('the end', () => {
  test('each direction ends for itself; both together are clean', async () => {
    const { log, socket, down, after } = relaying()
    const ended = after('end')
    socket.push(null)
    await ended
    expect(log).toEqual(['up end'])
    const finished = after('finish')
    down.finish()
    await finished
    expect(log.filter((one) => one.startsWith('closed'))).toEqual(['closed cleanly'])
    expect(log).toContain('client < fin')
  })

  test('a client that goes away closes the channel', async () => {
    const { log, socket, after } = relaying()
    const closed = after('close')
    socket.destroy()
    await closed
    expect(log).toEqual(['channel close', 'closed client_abort'])
  })

  test('one that resets resets it', async () => {
    const { log, socket, after } = relaying()
    const closed = after('close')
    socket.destroy(Object.assign(new Error('x'), { code: 'ECONNRESET' }))
    await closed
    expect(log).toEqual(['channel reset', 'closed client_abort'])
  })

  test.each(['upstream_reset', 'upstream_closed'])('%s ends the client, and is told once', async (code) => {
    const { log, socket, down, after } = relaying()
    const closed = after('close')
    down.abort({ code, message: 'x', leg: 'upstream' })
    await closed
    expect(socket.destroyed).toBe(true)
    expect(log).toEqual([`closed ${code}`])
  })
})

describe('after a goodbye', () => {
  /** What is logged in the ten seconds after what `end` does. */
  async function tenSecondsAfter(
    said: { up: boolean; down: boolean } | undefined,
    end?: 'client' | 'upstream',
  ): Promise<string[]> {
    const { log, core, socket, down, after } = relaying(undefined, said)
    down.push(Buffer.from('x'))
    const ended = end === 'client' ? after('end') : end === 'upstream' ? after('finish') : undefined
    if (end === 'client') socket.push(null)
    if (end === 'upstream') down.finish()
    await ended
    core.clock.advance(9_000)
    expect(log.some((one) => one.startsWith('closed'))).toBe(false)
    core.clock.advance(1_500)
    expect(core.deadlines.size).toBe(0)
    return log.filter((one) => /^(closed|channel)/.test(one))
  }
  const both = { up: true, down: true }
  const over = ['closed cleanly', 'channel close']

  test.each([
    ['both goodbyes and no FIN', both, undefined, over],
    ['both goodbyes and one FIN', both, 'upstream', over],
    ['a goodbye and the FIN of the client', { up: true, down: false }, 'client', over],
    ['a goodbye and the FIN of the upstream', { up: false, down: true }, 'upstream', over],
    ['a goodbye of the client and the FIN of the upstream', { up: true, down: false }, 'upstream', []],
    ['one goodbye alone', { up: true, down: false }, undefined, []],
    ['a FIN without a goodbye', { up: false, down: false }, 'client', []],
    ['a FIN in a tunnel', undefined, 'client', []],
  ] as const)('%s', async (_name, said, end, expected) => {
    expect(await tenSecondsAfter(said, end)).toEqual(expected)
  })

  test('a proper end in time leaves no deadline behind', async () => {
    const { log, core, socket, down, after } = relaying(undefined, both)
    const ended = after('end')
    socket.push(null)
    down.finish()
    await ended
    expect(core.deadlines.size).toBe(0)
    core.clock.advance(20_000)
    expect(log.filter((one) => one.startsWith('closed'))).toEqual(['closed cleanly'])
  })
})

describe('stages', () => {
  const stage = (name: string, stage: ByteStage): ArmedStage => ({ rule: 'r', name, stage })
  const upper: ByteStage = (next) => ({
    write: (chunk) => next.write(Buffer.from(Buffer.from(chunk).toString().toUpperCase())),
    end: () => next.end(),
    fail: (failure) => next.fail(failure),
  })
  const cutting =
    (how: 'close' | 'reset'): ByteStage =>
    (_next, tools) => ({
      write: () => (tools.cut(how), true),
      end() {},
      fail() {},
    })
  const none = { up: [], down: [], random: () => 0 }

  test('come and go while bytes run; the observer sees what the client sees', async () => {
    const { log, socket, down, seen, after, relay } = relaying()
    relay.restage({ ...none, up: [stage('upper', upper)], down: [stage('upper', upper)] })
    const data = after('data')
    socket.push('up')
    await data
    down.push(Buffer.from('down'))
    relay.restage(none)
    down.push(Buffer.from('plain'))
    expect(log).toEqual(['up UP', 'client < DOWN', 'client < plain'])
    expect(seen).toEqual({ up: 2, down: 9 })
  })

  test('hold the end of a side, which is passed on after them', async () => {
    const { log, core, down, relay, after } = relaying()
    const hold: ByteStage = (next, tools) => ({
      write: (chunk) => next.write(chunk),
      end: () => void tools.after(50, () => next.end()),
      fail: (failure) => next.fail(failure),
    })
    relay.restage({ ...none, down: [stage('hold', hold)] })
    down.push(Buffer.from('last'))
    down.finish()
    expect(log).toEqual(['client < last'])
    const finished = after('finish')
    core.clock.advance(50)
    await finished
    expect(log).toEqual(['client < last', 'client < fin'])
  })

  test('a cut ends both sides, and what still comes is dropped', async () => {
    const { log, core, socket, down, relay, after } = relaying()
    relay.restage({ ...none, down: [stage('cutter', cutting('close'))] })
    const finished = after('finish')
    down.push(Buffer.from('x'))
    await finished
    expect(log).toEqual(['closed injected', 'client < fin', 'up end'])
    down.push(Buffer.from('more'))
    const closed = after('close')
    core.clock.advance(3_000)
    await closed
    expect(log.slice(3)).toEqual(['channel close'])
    expect(socket.destroyed).toBe(true)
  })

  test.each(['the time after a cut', 'the end of the session'])(
    'an upstream that never ends goes with %s, also when the client has gone before',
    async (end) => {
      const { log, core, socket, down, relay, after } = relaying()
      relay.restage({ ...none, down: [stage('cutter', cutting('close'))] })
      down.push(Buffer.from('x'))
      const closed = after('close')
      socket.destroy()
      await closed
      expect(log).not.toContain('channel close')
      if (end === 'the time after a cut') core.clock.advance(3_000)
      else core.deadlines.stop()
      expect(log).toContain('channel close')
      expect(core.deadlines.size).toBe(0)
    },
  )

  test('the session stops: a conversation that runs goes on', () => {
    const { log, relay } = relaying()
    relay.stop()
    expect(log).toEqual([])
  })

  test('a reset cuts both at once', () => {
    const { log, socket, down, relay } = relaying()
    relay.restage({ ...none, down: [stage('cutter', cutting('reset'))] })
    down.push(Buffer.from('x'))
    expect(log).toEqual(['closed injected_reset', 'channel reset'])
    expect(socket.destroyed).toBe(true)
  })

  test('a client that leaves ends their timers', async () => {
    const { core, socket, down, relay, after } = relaying()
    let fired = false
    const timed: ByteStage = (next, tools) => {
      tools.after(10, () => (fired = true))
      return next
    }
    relay.restage({ ...none, down: [stage('timed', timed)] })
    const closed = after('close')
    socket.destroy()
    await closed
    core.clock.advance(100)
    down.push(Buffer.from('x'))
    expect(fired).toBe(false)
  })
})
