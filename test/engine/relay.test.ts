import { Duplex } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { Relay } from '../../src/engine/relay.ts'
import { BodyStream } from '../../src/kit/body.ts'
import type { Channel } from '../../src/model/message.ts'

/** A client's socket in memory, relayed to a channel that notes what it is told. */
function relaying(rest?: string) {
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
    up: (chunk: Uint8Array) => void (seen.up += chunk.length),
    down: (chunk: Uint8Array) => void (seen.down += chunk.length),
    closed: (failure: { code: string } | undefined) => void log.push(`closed ${failure?.code ?? 'cleanly'}`),
  }
  const relay = new Relay(socket, channel, observer, rest === undefined ? undefined : Buffer.from(rest))
  const after = (event: string) => new Promise((resolve) => socket.once(event, resolve))
  return { log, socket, down, seen, relay, after, client: () => from!, full: () => (room = false) }
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
