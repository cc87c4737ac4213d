/** Answers taken in from an upstream: which head is the final one, how it is framed, and what cannot be an answer. */
import { Duplex } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { ResponseIntake, type ResponseIntakeOwner } from '../../../src/engine/http1/response-intake.ts'
import type { Body } from '../../../src/model/message.ts'
import { exchangeOf, testCore } from '../../support/core.ts'
import { read } from '../../support/origin.ts'

function intake(method = 'GET', kind: 'http' | 'upgrade' = 'http') {
  const core = testCore()
  const said: string[] = []
  const bodies: Body[] = []
  const socket = new Duplex({ read() {} })
  socket.resume()
  const owner: ResponseIntakeOwner = {
    interim: ({ status }) => void said.push(`interim ${status}`),
    answered: ({ status }, body) => {
      said.push(`answered ${status}`)
      bodies.push(body)
    },
    answerRead: () => void said.push('read'),
    answerUnwanted: () => void said.push('unwanted'),
    malformed: ({ message }) => void said.push(`malformed ${message}`),
  }
  const one = new ResponseIntake(core, socket, owner)
  const { exchange } = exchangeOf(core, kind)
  one.next(method, exchange)
  return { core, one, socket, said, bodies, exchange, feed: (text: string) => one.feed(Buffer.from(text, 'latin1')) }
}

describe('an answer', () => {
  test('comes after any number of 1xx heads', async () => {
    const { one, feed, said, bodies } = intake()
    feed(
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n',
    )
    expect(said).toEqual(['interim 100', 'interim 103', 'answered 200'])
    expect([one.headSeen, one.done]).toEqual([true, false])
    feed('ok')
    expect([one.done, one.persists, said.at(-1)]).toEqual([true, true, 'read'])
    expect((await read(bodies[0]!)).text).toBe('ok')
  })

  test.each([
    ['length', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', true],
    ['chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', true],
    ['close asked for', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n', false],
    ['HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n', false],
    ['HTTP/1.0 that stays', 'HTTP/1.0 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n', true],
    ['no length', 'HTTP/1.1 200 OK\r\n\r\n', false],
  ])('with %s: the connection persists %s', (_name, text, persists) => {
    const { one, feed } = intake()
    feed(text)
    expect(one.persists).toBe(persists)
  })

  test('to HEAD has no body, whatever its length says; the next one has', () => {
    const { one, feed, said, exchange } = intake('HEAD')
    feed('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n')
    expect([one.done, said]).toEqual([true, ['answered 200', 'read']])
    one.next('GET', exchange)
    expect([one.done, one.headSeen]).toEqual([false, false])
    feed('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n')
    expect(one.done).toBe(false)
  })

  test('without a length ends with the connection, one with a length does not', () => {
    const until = intake()
    until.feed('HTTP/1.1 200 OK\r\n\r\nall')
    expect([until.one.finish(), until.one.done]).toEqual([true, true])

    const short = intake()
    short.feed('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nall')
    expect([short.one.finish(), short.one.done]).toEqual([false, false])
  })

  test('followed by more shows what is held', () => {
    const { one, feed, core, exchange } = intake()
    feed('HTTP/1.1 204 No Content\r\n\r\n')
    expect(one.surplus).toBe(false)
    feed('HTTP/1.1 200 evil')
    expect(one.surplus).toBe(true)
    expect(core.of('warning')).toMatchObject([
      { code: 'upstream_malformed', message: expect.stringContaining(' 17 bytes after '), exchange: exchange.id },
    ])
  })

  test('broken off tells its reader, once', async () => {
    const { one, feed, bodies, said } = intake()
    feed('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab')
    const received = read(bodies[0]!)
    one.breakOff({ code: 'upstream_reset', message: 'reset', leg: 'upstream' })
    expect(await received).toMatchObject({ text: 'ab', failure: { code: 'upstream_reset' } })
    expect([one.done, said]).toEqual([true, ['answered 200']])
  })

  test('that nobody wants is told to the connection', () => {
    const { feed, bodies, said } = intake()
    feed('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n')
    bodies[0]!.cancel()
    expect(said.at(-1)).toBe('unwanted')
  })
})

describe('a switch of protocols', () => {
  const head = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: foo\r\nConnection: upgrade\r\n\r\n'

  test('keeps the bytes of the other protocol that came with it', () => {
    const { one, feed } = intake('GET', 'upgrade')
    feed(`${head}raw`)
    feed(' bytes')
    expect(one.switching).toMatchObject({ status: 101 })
    expect(one.rest?.toString()).toBe('raw bytes')
  })

  test('that nobody asked for is refused', () => {
    const { one, feed, said } = intake()
    feed(head)
    expect(one.switching).toBeUndefined()
    expect(said).toEqual(['malformed Expected a final answer, got 101 to a request that asked for no other protocol'])
  })
})

test('bare line feeds in a head are repaired, with a warning that names the exchange', () => {
  const { core, feed, said, exchange } = intake()
  feed('HTTP/1.1 200 OK\nContent-Length: 0\n\n')
  expect(said).toEqual(['answered 200', 'read'])
  expect(core.of('warning')).toMatchObject([{ code: 'upstream_malformed', exchange: exchange.id }])
})

test('a reader that is full holds the socket back', () => {
  const { feed, bodies, socket } = intake()
  feed('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n')
  bodies[0]!.pipe({ write: () => false, end() {}, fail() {} })
  feed('x')
  expect(socket.isPaused()).toBe(true)
  bodies[0]!.resume()
  expect(socket.isPaused()).toBe(false)
})
