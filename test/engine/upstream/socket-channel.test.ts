import { Duplex } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { SocketChannel } from '../../../src/engine/upstream/socket-channel.ts'

/** A channel on a connection in memory, with notes of all that happens on both sides. */
function channel(rest?: string) {
  const log: string[] = []
  const waiting: (() => void)[] = []
  let open = true
  const socket = new Duplex({
    read() {},
    highWaterMark: 10,
    allowHalfOpen: true,
    write(chunk: Buffer, _encoding, done) {
      log.push(`> ${chunk.toString()}`)
      if (open) done()
      else waiting.push(done)
    },
    final(done) {
      log.push('> fin')
      done()
    },
  })
  const made = new SocketChannel(socket, rest === undefined ? undefined : Buffer.from(rest))
  const read = (room = Infinity) =>
    made.down.pipe({
      write: (chunk) => (log.push(`< ${Buffer.from(chunk).toString()}`), --room > 0),
      end: () => void log.push('< end'),
      fail: ({ code, message }) => void log.push(`< ${code}: ${message}`),
    })
  const from = { pause: () => void log.push('pause'), resume: () => void log.push('resume') }
  const block = () => (open = false)
  const drain = () => {
    open = true
    for (const done of waiting.splice(0)) done()
  }
  const seen = (event: string) => new Promise((resolve) => socket.once(event, resolve))
  return { log, socket, made, read, from, block, drain, seen }
}

describe('down', () => {
  test('what was read before comes first, then the socket, then its end', async () => {
    const { log, socket, made, read, from, seen } = channel('first')
    read()
    made.accept(from)
    socket.push('second')
    socket.push(null)
    await seen('end')
    expect(log).toEqual(['< first', '< second', '< end'])
  })

  test.each([
    ['ECONNRESET', "< upstream_reset: the upstream's connection failed: ECONNRESET"],
    ['ETIMEDOUT', "< upstream_closed: the upstream's connection failed: ETIMEDOUT"],
  ])('%s is told', async (code, told) => {
    const { log, socket, read, seen } = channel()
    read()
    const closed = seen('close')
    socket.destroy(Object.assign(new Error('x'), { code }))
    await closed
    expect(log).toEqual([told])
  })

  test('so is a close without an end', async () => {
    const { log, socket, read, seen } = channel()
    read()
    const closed = seen('close')
    socket.destroy()
    await closed
    expect(log).toEqual(['< upstream_closed: the upstream closed the connection'])
  })

  test('a reader that is full pauses the socket', () => {
    const { socket, made, read } = channel('first')
    read(1)
    expect(socket.isPaused()).toBe(true)
    made.down.resume()
    expect(socket.isPaused()).toBe(false)
  })

  test('a reader that wants no more ends it', () => {
    const { socket, made } = channel()
    made.down.cancel()
    expect(socket.destroyed).toBe(true)
  })
})

describe('up', () => {
  test('passes bytes and a half-close', async () => {
    const { log, made, from, seen } = channel()
    made.accept(from)
    const finished = seen('finish')
    expect(made.up.write(Buffer.from('a'))).toBe(true)
    made.up.end()
    await finished
    expect(log).toEqual(['> a', '> fin'])
  })

  test('resumes the client when a full socket has drained', async () => {
    const { log, made, from, block, drain, seen } = channel()
    made.accept(from)
    block()
    expect(made.up.write(Buffer.alloc(20, 'x'))).toBe(false)
    const drained = seen('drain')
    drain()
    await drained
    expect(log.at(-1)).toBe('resume')
  })

  test('a client that failed ends it', () => {
    const { socket, made } = channel()
    made.up.fail({ code: 'client_abort', message: 'x', leg: 'client' })
    expect(socket.destroyed).toBe(true)
  })
})

test.each(['close', 'reset'] as const)('%s drops both directions', (how) => {
  const { socket, made } = channel()
  made.close(how)
  expect(socket.destroyed).toBe(true)
})
