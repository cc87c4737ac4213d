import { Duplex } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { BodyTap } from '../../../src/engine/body-tap.ts'
import { MessageWriter } from '../../../src/engine/http1/writer.ts'
import { createArena } from '../../../src/kit/arena.ts'
import { BodyStream, BytesBody, emptyBody, textBody } from '../../../src/kit/body.ts'
import type { Failure } from '../../../src/model/message.ts'

const failure: Failure = { code: 'upstream_reset', message: 'gone', leg: 'upstream' }
const head = 'HTTP/1.1 200 OK\r\n\r\n'

/** A writer on a connection that keeps each write, and lets go of the first ones when told. */
function writing(highWaterMark = 65_536) {
  const writes: string[] = []
  const log: string[] = []
  const waiting: (() => void)[] = []
  let open = true
  const socket = new Duplex({
    read() {},
    writableHighWaterMark: highWaterMark,
    write(chunk: Buffer, _encoding, done) {
      writes.push(chunk.toString('latin1'))
      if (open) done()
      else waiting.push(done)
    },
    writev(chunks, done) {
      writes.push(chunks.map(({ chunk }) => (chunk as Buffer).toString('latin1')).join(''))
      if (open) done()
      else waiting.push(done)
    },
  })
  const writer = new MessageWriter(socket, {
    messageWritten: () => void log.push('written'),
    messageCut: ({ code }) => void log.push(`cut ${code}`),
  })
  const source = {
    pauseBody: () => void log.push('pause'),
    resumeBody: () => void log.push('resume'),
    cancelBody: () => void log.push('cancel'),
  }
  return {
    socket,
    writer,
    writes,
    log,
    source,
    block: () => (open = false),
    drain: () => {
      open = true
      for (const done of waiting.splice(0)) done()
    },
  }
}

describe('a message', () => {
  test('that is small is one write', () => {
    const { writer, writes, log } = writing()
    writer.send(head, 5, textBody('hello'))
    expect([writes, log]).toEqual([[`${head}hello`], ['written']])
  })

  test('without a body is its head', () => {
    const { writer, writes, log } = writing()
    writer.send(head, 0, emptyBody())
    expect([writes, log]).toEqual([[head], ['written']])
  })

  test('whose body is not here yet is not held up', () => {
    const { writer, writes, log, source } = writing()
    const body = new BodyStream(null, source)
    writer.send(head, 'close', body)
    expect(writes).toEqual([head])
    body.push(Buffer.from('a'))
    body.finish()
    expect([writes, log]).toEqual([[head, 'a'], ['written']])
  })

  test('that has none by its framing never reads the one it was given', () => {
    const { writer, writes, log, source } = writing()
    writer.send(head, 0, new BodyStream(null, source))
    expect([writes, log]).toEqual([[head], ['cancel', 'written']])
  })

  test('is bytes, not text in some encoding', () => {
    const { writer, writes } = writing()
    writer.writeText('HTTP/1.1 103 caf\xe9\r\n\r\n')
    writer.send('HTTP/1.1 200 \xff\r\n\r\n', 3, new BytesBody(Buffer.from('\0\xff\x80', 'latin1')))
    expect(writes).toEqual(['HTTP/1.1 103 caf\xe9\r\n\r\n', 'HTTP/1.1 200 \xff\r\n\r\n\0\xff\x80'])
  })

  test('of large pieces is not copied, but still one write on the socket', () => {
    const { writer, writes } = writing(1 << 20)
    writer.send(head, 'chunked', new BytesBody(Buffer.alloc(20_000, 'x')))
    expect(writes.join('')).toBe(`${head}4e20\r\n${'x'.repeat(20_000)}\r\n0\r\n\r\n`)
  })
})

describe('chunked', () => {
  test('one chunk per piece, an end, and no chunk for an empty piece', () => {
    const { writer, writes, source } = writing()
    const body = new BodyStream(null, source)
    writer.send(head, 'chunked', body)
    body.push(Buffer.from('0123456789abcdef'))
    body.push(Buffer.alloc(0))
    body.push(Buffer.from('z'))
    body.finish()
    expect(writes.join('')).toBe(`${head}10\r\n0123456789abcdef\r\n1\r\nz\r\n0\r\n\r\n`)
  })

  test('trailers as they came', () => {
    const { writer, writes, source } = writing()
    const body = new BodyStream(null, source)
    writer.send(head, 'chunked', body)
    body.finish(['X-sum', '1', 'x-SUM', 'caf\xe9'])
    expect(writes.join('')).toBe(`${head}0\r\nX-sum: 1\r\nx-SUM: caf\xe9\r\n\r\n`)
  })

  test('with another framing trailers have no place', () => {
    const { writer, writes, source } = writing()
    const body = new BodyStream(null, source)
    writer.send(head, 'close', body)
    body.finish(['X', '1'])
    expect(writes.join('')).toBe(head)
  })
})

describe('a body that breaks off', () => {
  test('is not completed', () => {
    const { writer, writes, log, source } = writing()
    const body = new BodyStream(null, source)
    writer.send(head, 'chunked', body)
    body.push(Buffer.from('a'))
    body.abort(failure)
    expect([writes.join(''), log]).toEqual([`${head}1\r\na\r\n`, ['cut upstream_reset']])
  })

  test('before its first byte still has its head', () => {
    const { writer, writes, log, source } = writing()
    const body = new BodyStream(null, source)
    body.abort(failure)
    writer.send(head, 5, body)
    expect([writes, log]).toEqual([[head], ['cut upstream_reset']])
  })

  test('abandon cancels it, and nothing more is written', () => {
    const { writer, writes, log, source } = writing()
    const body = new BodyStream(null, source)
    writer.send(head, 'chunked', body)
    writer.abandon()
    writer.abandon()
    expect(writer.write(Buffer.from('late'))).toBe(true)
    writer.end()
    writer.fail(failure)
    expect([writes, log]).toEqual([[head], ['cancel']])
  })
})

describe('backpressure', () => {
  test('a full socket pauses the body, a drained one resumes it', async () => {
    const { socket, writer, log, source, block, drain } = writing(10)
    const body = new BodyStream(null, source)
    block()
    writer.send(head, 'close', body)
    body.push(Buffer.alloc(100))
    expect(log).toEqual(['pause'])
    const drained = new Promise((resolve) => socket.once('drain', resolve))
    drain()
    await drained
    expect(log).toEqual(['pause', 'resume'])
  })

  test('a drain that was not asked for, or after detach, moves nothing', () => {
    const { socket, writer, log, source } = writing()
    const body = new BodyStream(null, source)
    writer.send(head, 'close', body)
    body.pause()
    socket.emit('drain')
    expect(log).toEqual(['pause'])
    writer.detach()
    expect(socket.listenerCount('drain')).toBe(0)
  })
})

test('the tap sees what is written of the body, and nothing of its framing', () => {
  const { writer } = writing()
  const tap = new BodyTap(createArena(), 3)
  writer.send(head, 'chunked', textBody('hello'), tap)
  expect([tap.size, tap.kept, Buffer.concat(tap.chunks).toString()]).toEqual([5, 3, 'hel'])
})

test.each(['chunked', 'close'] as const)(
  'the tap has the trailers, whether %s framing carries them or not',
  (framing) => {
    const { writer, source } = writing()
    const tap = new BodyTap(createArena(), 3)
    const body = new BodyStream(null, source)
    writer.send(head, framing, body, tap)
    body.finish(['X', '1'])
    expect(tap.trailers).toEqual(['X', '1'])
  },
)
