/** Answers as they are written: framing by what the client understands, and whether the connection goes on. */
import { describe, expect, test } from 'vitest'
import { parseRequestHead } from '../../../src/engine/http1/head.ts'
import { ResponseOutlet } from '../../../src/engine/http1/response-outlet.ts'
import type { Respond } from '../../../src/engine/perform.ts'
import { BodyStream, textBody } from '../../../src/kit/body.ts'
import type { Core } from '../../../src/engine/core.ts'
import type { Fields, Sink } from '../../../src/model/message.ts'
import { exchangeOf, socketPair, testCore, until } from '../../support/core.ts'

const source = { pauseBody() {}, resumeBody() {}, cancelBody() {} }

async function outlet(change: Partial<Core> = {}) {
  const pair = await socketPair()
  const core = testCore(change)
  const ends: string[] = []
  const one = new ResponseOutlet(core, pair.near, {
    messageWritten: () => void ends.push('written'),
    messageCut: ({ code }) => void ends.push(code),
  })
  const { exchange } = exchangeOf(core)
  return { core, one, exchange, ends, far: pair.far, [Symbol.asyncDispose]: () => pair[Symbol.asyncDispose]() }
}

const request = (version = '1.1', method = 'GET') =>
  parseRequestHead(`${method} / HTTP/${version}\r\nHost: a\r\n\r\n`, testCore().limits)

function answer(fields: Fields = [], change: Partial<Respond> = {}): Respond {
  const head = { status: 200, reason: 'OK', version: '1.1' as const, fields }
  return { kind: 'respond', head, body: textBody('ok'), from: 'mock', patches: [], ...change }
}

describe('an answer', () => {
  test('of known length keeps the connection and is counted', async () => {
    await using given = await outlet()
    given.one.respond(answer(['Content-Length', '2']), given.exchange, request())
    expect(await given.far.until(/ok$/)).toBe('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
    expect([given.one.keepAlive, given.one.untilClose, given.ends]).toEqual([true, false, ['written']])
    expect(given.exchange.responseTap.size).toBe(2)
    expect(given.core.of('response')).toMatchObject([{ head: { status: 200 }, patches: [] }])
  })

  test('of unknown length is chunked for 1.1 and ends with the connection for 1.0', async () => {
    await using newer = await outlet()
    const stream = new BodyStream(null, source)
    newer.one.respond(answer([], { body: stream }), newer.exchange, request())
    stream.push(Buffer.from('ok'))
    stream.finish()
    expect(await newer.far.until(/0\r\n\r\n$/)).toContain('Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n')
    expect(newer.one.keepAlive).toBe(true)

    await using older = await outlet()
    older.one.respond(answer([], { body: new BodyStream(null, source) }), older.exchange, request('1.0'))
    expect([older.one.keepAlive, older.one.untilClose]).toEqual([false, true])
  })

  test.each([
    ['1.1', true],
    ['1.0', false],
  ])('whose end is held is delivered when it tells its end itself: for HTTP/%s %s', async (version, delivered) => {
    await using given = await outlet()
    const stage = (next: Sink) => ({ write: (chunk: Uint8Array) => next.write(chunk), end() {}, fail() {} })
    given.exchange.arm(() => 0).down.push({ rule: 'r', name: 'hold', stage })
    const stream = new BodyStream(null, source)
    given.one.respond(answer([], { body: stream }), given.exchange, request(version))
    stream.push(Buffer.from('ok'))
    expect(given.one.delivered).toBe(false)
    stream.finish()
    if (delivered) await until(() => given.one.delivered)
    else await given.far.until(/ok/)
    expect(given.one.delivered).toBe(delivered)
  })

  test('while the session stops is the last one', async () => {
    await using given = await outlet({ stopping: true })
    given.one.respond(answer(['Content-Length', '2']), given.exchange, request())
    expect(await given.far.until(/ok$/)).toContain('Connection: close\r\n')
    expect(given.one.keepAlive).toBe(false)
  })

  test('carries the patches of the chain before those of its encoding', async () => {
    await using given = await outlet()
    const patches = [{ op: 'add' as const, index: 0, name: 'X', value: '1', cause: 'edit' as const }]
    given.one.respond(answer(['X', '1', 'Connection', 'y'], { patches }), given.exchange, request())
    expect(given.core.of('response')[0]!.patches.map(({ cause }) => cause)).toEqual(['edit', 'hop-by-hop', 'framing'])
  })

  test('to HEAD has no body, and none is counted', async () => {
    await using given = await outlet()
    given.one.respond(answer(['Content-Length', '2']), given.exchange, request('1.1', 'HEAD'))
    expect(await given.far.until(/\r\n\r\n/)).toBe('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n')
    expect(given.ends).toEqual(['written'])
    expect(given.exchange.responseTap.size).toBe(0)
  })

  test('that breaks off says why; an abandoned one says nothing more', async () => {
    await using cut = await outlet()
    const body = new BodyStream(5, source)
    cut.one.respond(answer([], { body }), cut.exchange, request())
    body.abort({ code: 'upstream_closed', message: 'closed', leg: 'upstream' })
    expect(cut.ends).toEqual(['upstream_closed'])

    await using left = await outlet()
    const other = new BodyStream(5, source)
    left.one.respond(answer([], { body: other }), left.exchange, request())
    left.one.abandon()
    expect([other.cancelled, left.ends]).toEqual([true, []])
  })
})

describe('other heads', () => {
  const hints = { status: 103, reason: 'Early Hints', version: '1.1' as const, fields: ['Link', '<a>'] }

  test('a 1xx goes to 1.1, never to 1.0 (RFC 9110 §15.2)', async () => {
    await using given = await outlet()
    given.one.interim(hints, request('1.0'))
    given.one.interim(hints, request())
    expect(await given.far.until(/\r\n\r\n/)).toBe('HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n')
  })

  test('a switch keeps what it says of the other protocol', async () => {
    await using given = await outlet()
    const head = {
      status: 101,
      reason: 'Switching Protocols',
      version: '1.1' as const,
      fields: ['Upgrade', 'foo', 'Connection', 'Upgrade'],
    }
    given.one.switch({ kind: 'switch', head, from: 'upstream', patches: [] }, given.exchange, request())
    expect(await given.far.until(/\r\n\r\n/)).toBe(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: foo\r\nConnection: Upgrade\r\n\r\n',
    )
    expect(given.exchange.responded).toBe(true)
  })
})
