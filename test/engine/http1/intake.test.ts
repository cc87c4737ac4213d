/** Requests taken in: one at a time, their bodies under control, and what nobody wants thrown away within reason. */
import { Duplex } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { RequestIntake, type IntakeOwner } from '../../../src/engine/http1/intake.ts'
import { testCore } from '../../support/core.ts'
import { read } from '../../support/origin.ts'

function intake() {
  const core = testCore()
  const said: string[] = []
  const socket = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() })
  socket.resume()
  const owner: IntakeOwner = {
    requestReady: () => void said.push('ready'),
    requestDone: () => void said.push('done'),
    malformed: ({ message }, bytes) => void said.push(`malformed ${message} ${JSON.stringify(bytes)}`),
    discardedTooMuch: () => void said.push('too much'),
  }
  const seen: string[] = []
  const witness = {
    requestBytes: (chunk: Uint8Array) => void seen.push(Buffer.from(chunk).toString()),
    requestTrailers: (trailers: readonly string[]) => void seen.push(trailers.join()),
  }
  const one = new RequestIntake(core, socket, owner)
  const feed = (text: string) => one.feed(Buffer.from(text, 'latin1'))
  return { core, one, socket, said, seen, witness, feed, begin: () => one.begin(witness) }
}

const post = (length: number) => `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n`
const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`

describe('a request', () => {
  test('is idle, then waiting, then complete', () => {
    const { one, feed, begin } = intake()
    expect([one.idle, one.waiting, one.complete]).toEqual([true, false, true])
    feed('GET / HT')
    expect([one.idle, one.waiting]).toEqual([false, false])
    feed('TP/1.1\r\nHost: a\r\n\r\n')
    expect([one.idle, one.waiting, one.complete]).toEqual([true, true, true])
    expect(begin().length).toBe(0)
    expect(one.waiting).toBe(false)
  })

  test('whose body came with its head loses nothing of it, nor of its trailers', async () => {
    const { one, feed, begin, seen, said } = intake()
    feed('POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nSum: 1\r\n\r\n')
    expect(seen).toEqual([])
    const received = await read(begin())
    expect([received.text, received.trailers]).toEqual(['hello', ['Sum', '1']])
    expect(seen).toEqual(['hello', 'Sum,1'])
    expect([one.complete, said]).toEqual([true, []])
  })

  test('whose body comes later is seen as it comes', async () => {
    const { feed, begin, seen, said } = intake()
    feed(post(4))
    const body = read(begin())
    feed('ab')
    feed('cd')
    expect((await body).text).toBe('abcd')
    expect([seen, said]).toEqual([['ab', 'cd'], ['done']])
  })

  test('waits for its turn behind the one before', () => {
    const { one, feed, begin, said } = intake()
    feed(get('/1') + get('/2'))
    expect(one.head!.target).toBe('/1')
    begin()
    one.next()
    expect([said, one.head!.target]).toEqual([['ready'], '/2'])
  })

  test('is taken in a loop, not ever deeper, when its owner asks for the next at once', () => {
    const nobody = { requestBytes() {}, requestTrailers() {} }
    let count = 0
    let depth = 0
    const socket = new Duplex({ read() {} })
    const one: RequestIntake = new RequestIntake(testCore(), socket, {
      requestReady() {
        expect(++depth).toBe(1)
        count++
        one.begin(nobody)
        one.next()
        depth--
      },
      requestDone() {},
      malformed() {},
      discardedTooMuch() {},
    })
    one.feed(Buffer.from(get('/').repeat(5000)))
    one.begin(nobody)
    one.next()
    expect(count).toBe(4999)
  })
})

describe('refused', () => {
  test('two Host fields', () => {
    const { feed, said } = intake()
    feed('GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n')
    expect(said).toEqual([expect.stringContaining('malformed Expected one Host field, got 2')])
  })

  test('a body that cannot be framed: the exchange does not wait for the rest', () => {
    const { one, feed, begin, said } = intake()
    feed('POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n')
    begin()
    feed('zz\r\n')
    expect(said).toEqual([expect.stringMatching(/^malformed .*zz/)])
    expect(one.discarding).toBe(true)
  })
})

describe('a body nobody wants', () => {
  test('is thrown away, and its request is over at once', () => {
    const { one, feed, begin, said, seen } = intake()
    feed(post(10))
    begin().cancel()
    expect([said, one.discarding]).toEqual([['done'], true])
    feed('0123456789')
    expect([one.complete, seen]).toEqual([true, []])
  })

  test('is dropped with the answer only while nobody reads it', () => {
    const unread = intake()
    unread.feed(post(10))
    unread.begin()
    unread.one.dropUnread()
    expect(unread.one.discarding).toBe(true)

    const flowing = intake()
    flowing.feed(post(10))
    void read(flowing.begin())
    flowing.one.dropUnread()
    expect(flowing.one.discarding).toBe(false)
  })

  test('is too much after a mebibyte', () => {
    const { feed, begin, said } = intake()
    feed(post(2 ** 21))
    begin().cancel()
    feed('x'.repeat(2 ** 20))
    expect(said).toEqual(['done'])
    feed('x')
    expect(said).toEqual(['done', 'too much'])
  })
})

describe('flow control', () => {
  test('an unread body pauses the socket, and reading it resumes', async () => {
    const { feed, begin, socket } = intake()
    feed(post(200_000))
    const body = begin()
    feed('x'.repeat(100_000))
    expect(socket.isPaused()).toBe(true)
    const received = read(body)
    expect(socket.isPaused()).toBe(false)
    feed('x'.repeat(100_000))
    expect((await received).bytes.length).toBe(200_000)
  })

  test('pipelined bytes are held up to a limit', () => {
    const { one, feed, begin, socket } = intake()
    feed(get('/'))
    begin()
    feed(`GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(60_000)}\r\n\r\n`)
    expect(socket.isPaused()).toBe(false)
    feed(get('/').repeat(400))
    expect(socket.isPaused()).toBe(true)
    one.next()
    expect(socket.isPaused()).toBe(false)
  })
})

describe("the client's FIN", () => {
  test('inside a request ends it', () => {
    const { core, one, feed, begin } = intake()
    feed(post(10))
    begin()
    expect(one.leaving({ startedAt: core.clock.now(), responded: false })).toMatch(/before its request was complete/)
  })

  test('right after the request is half a close, a later one is not', () => {
    const { core, one, feed, begin } = intake()
    const exchange = { startedAt: core.clock.now(), responded: false }
    feed(post(2))
    void read(begin())
    core.clock.advance(5000)
    feed('ok')
    core.clock.advance(10)
    expect(one.leaving({ ...exchange, responded: true })).toBeUndefined()
    core.clock.advance(90)
    expect(one.leaving(exchange)).toBeUndefined()
    expect(one.leaving({ ...exchange, responded: true })).toMatch(/before the response was complete/)
    core.clock.advance(1)
    expect(one.leaving(exchange)).toMatch(/before the response was complete/)
  })
})

test('a body that is broken off tells its reader why', async () => {
  const { one, feed, begin } = intake()
  feed(post(10))
  const body = read(begin())
  one.breakOff({ code: 'client_abort', message: 'gone', leg: 'client' })
  expect((await body).failure).toMatchObject({ code: 'client_abort' })
})
