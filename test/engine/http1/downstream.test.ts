/** A client's HTTP/1 connection from its first request to its last: when it goes on, when it ends, and what the client sees of both. */
import { describe, expect, test } from 'vitest'
import type { Core } from '../../../src/engine/core.ts'
import { Downstream } from '../../../src/engine/http1/downstream.ts'
import type { Takeover } from '../../../src/engine/takeover.ts'
import { failureVerdict } from '../../../src/engine/answer.ts'
import { BodyStream, textBody } from '../../../src/kit/body.ts'
import type { Handler } from '../../../src/model/contract.ts'
import type { Request } from '../../../src/model/message.ts'
import type { Verdict } from '../../../src/model/verdict.ts'
import { arrivalOf, socketPair, testCore, until } from '../../support/core.ts'

const get = (path: string, fields = '', version = '1.1') => `GET ${path} HTTP/${version}\r\nHost: a\r\n${fields}\r\n`
const post = (length: number, path = '/') => `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n`
const source = { pauseBody() {}, resumeBody() {}, cancelBody() {} }

function answer(text: string): Verdict {
  const head = { status: 200, reason: 'OK', version: '1.1' as const, fields: ['Content-Length', String(text.length)] }
  return { kind: 'respond', head, body: textBody(text), from: 'mock', patches: [] }
}

const abort = (how: 'reset' | 'close' | 'hang'): Verdict => ({
  kind: 'abort',
  how,
  scope: 'connection',
  from: 'fault',
  failure: { code: 'upstream_reset', message: 'a fault', leg: 'middlebox' },
})

/** Answers with the path unless the test has a chain of its own. */
async function connection(
  handler: Handler = ({ target }) => answer(target.path),
  change: Partial<Core> = {},
  takeover: Takeover = () => {},
) {
  const pair = await socketPair()
  const core = testCore({ handler, ...change })
  const unused: string[] = []
  const one = new Downstream(core, pair.near, arrivalOf({ unused: () => void unused.push('unused') }), takeover)
  one.start(undefined)
  return { core, one, unused, ...pair, [Symbol.asyncDispose]: () => pair[Symbol.asyncDispose]() }
}

const ends = (core: ReturnType<typeof testCore>) =>
  core.of('end').map(({ outcome, error }) => (error ? `${outcome} ${error.code}` : outcome))
const pending = () => new Promise<Verdict>(() => {})

describe('keep-alive', () => {
  test.each([
    ['1.1', '', true],
    ['1.1', 'Connection: close\r\n', false],
    ['1.0', '', false],
    ['1.0', 'Connection: keep-alive\r\n', true],
  ])('HTTP/%s with %j goes on: %s', async (version, fields, goesOn) => {
    await using given = await connection()
    given.far.send(get('/1', fields, version))
    await given.far.until(/\/1$/)
    given.far.send(get('/2', fields, version))
    if (goesOn) expect(await given.far.until(/\/2$/)).toContain('/1HTTP/1.1 200 OK')
    else expect((await given.far.ended()).text).not.toContain('/2')
    expect(ends(given.core)).toEqual(goesOn ? ['mock', 'mock'] : ['mock'])
  })

  test('pipelined requests are answered one after another, in order', async () => {
    const gate = Promise.withResolvers<void>()
    await using given = await connection(async ({ target }) => {
      if (target.path === '/slow') await gate.promise
      return answer(target.path)
    })
    given.far.send(get('/slow') + get('/fast'))
    await until(() => given.core.of('request').length === 1)
    gate.resolve()
    expect(await given.far.until(/\/fast$/)).toMatch(/\/slowHTTP\/1\.1 200 OK[^]*\/fast$/)
  })

  test('an idle connection is closed in its time, without a word', async () => {
    await using given = await connection()
    given.far.send(get('/'))
    await given.far.until(/\/$/)
    await until(() => given.core.of('end').length === 1)
    given.core.clock.advance(given.core.limits.keepAliveTimeout - 1)
    expect(given.near.writableEnded).toBe(false)
    given.core.clock.advance(500)
    expect((await given.far.ended()).how).toBe('fin')
    expect(given.core.of('malformed')).toEqual([])
  })

  test('empty lines, which stand before no request, do not keep it open', async () => {
    await using given = await connection()
    given.core.clock.advance(given.core.limits.headTimeout - 1)
    given.far.send('\r\n')
    await until(() => given.near.bytesRead === 2)
    await new Promise((resolve) => setImmediate(resolve))
    given.core.clock.advance(500)
    expect((await given.far.ended()).how).toBe('fin')
  })
})

describe('a head that does not come to its end', () => {
  test('in time is answered 408, with its bytes on record', async () => {
    await using given = await connection()
    given.far.send('GET / HTTP/1.1\r\nHos')
    await until(() => given.near.bytesRead === 19)
    await new Promise((resolve) => setImmediate(resolve))
    given.core.clock.advance(given.core.limits.headTimeout + 500)
    expect((await given.far.ended()).text).toMatch(/^HTTP\/1\.1 408 [^]*not complete after 30 s/)
    expect(given.core.of('malformed')).toMatchObject([
      { bytes: 'GET / HTTP/1.1\r\nHos', failure: { code: 'head_timeout' } },
    ])
  })

  test('because the client ended is answered 400', async () => {
    await using given = await connection()
    given.far.send('GET / HTTP/1.1\r\nHos')
    given.far.socket.end()
    expect((await given.far.ended()).text).toMatch(/^HTTP\/1\.1 400 /)
    expect(ends(given.core)).toEqual(['refused bad_request'])
  })

  test('is given the time anew for each request', async () => {
    await using given = await connection()
    given.far.send(get('/1'))
    await given.far.until(/\/1$/)
    await until(() => given.core.of('end').length === 1)
    given.core.clock.advance(70_000)
    given.far.send('GET /2 HT')
    await until(() => given.near.bytesRead === get('/1').length + 9)
    await new Promise((resolve) => setImmediate(resolve))
    given.core.clock.advance(29_000)
    given.far.send('TP/1.1\r\nHost: a\r\n\r\n')
    await given.far.until(/\/2$/)
  })
})

describe("the client's FIN", () => {
  test('right after the request is half a close: the answer still comes', async () => {
    const verdict = Promise.withResolvers<Verdict>()
    await using given = await connection(() => verdict.promise)
    given.far.send(get('/'))
    given.far.socket.end()
    await until(() => given.near.readableEnded)
    verdict.resolve(answer('late'))
    expect(await given.far.ended()).toMatchObject({ how: 'fin', text: expect.stringMatching(/late$/) })
    expect(ends(given.core)).toEqual(['mock'])
  })

  test('half a close is the whole of it when the connection is gone at the next look', async () => {
    let signal: AbortSignal | undefined
    await using given = await connection((_request, context) => {
      signal = context.signal
      return pending()
    })
    given.far.send(get('/'))
    given.far.socket.end()
    await until(() => given.near.readableEnded)
    given.core.clock.advance(10_000)
    await new Promise((resolve) => setImmediate(resolve))
    expect([ends(given.core), signal!.aborted]).toEqual([[], false])
    given.far.socket.resetAndDestroy()
    await until(() => given.far.socket.destroyed)
    given.core.clock.advance(10_000)
    await until(() => given.near.destroyed)
    expect([ends(given.core), signal!.aborted]).toEqual([['client_abort client_abort'], true])
  })

  test('later is a client that went: the exchange ends and its work is stopped', async () => {
    let signal: AbortSignal | undefined
    await using given = await connection((_request, context) => {
      signal = context.signal
      return pending()
    })
    given.far.send(get('/'))
    await until(() => signal !== undefined)
    given.core.clock.advance(101)
    given.far.socket.end()
    await until(() => given.near.destroyed)
    expect([ends(given.core), signal!.aborted]).toEqual([['client_abort client_abort'], true])
  })

  test('inside a body breaks the body off', async () => {
    let body: Request['body'] | undefined
    await using given = await connection((request) => {
      body = request.body
      return pending()
    })
    given.far.send(`${post(10)}half`)
    await until(() => body !== undefined)
    const failed = new Promise((resolve) => body!.pipe({ write: () => true, end: () => resolve('end'), fail: resolve }))
    given.far.socket.end()
    expect(await failed).toMatchObject({
      code: 'client_abort',
      message: expect.stringContaining('before its request was complete'),
    })
  })

  test('without any request leaves the connection unused', async () => {
    await using given = await connection()
    given.far.socket.end()
    await until(() => given.unused.length > 0)
    expect(given.core.events).toEqual([])
  })
})

test('a reset in the middle is client_abort, with the code', async () => {
  await using given = await connection(pending)
  given.far.send(get('/'))
  await until(() => given.core.of('request').length === 1)
  given.far.socket.resetAndDestroy()
  await until(() => given.core.of('end').length === 1)
  expect(given.core.of('end')).toMatchObject([
    { outcome: 'client_abort', error: { message: expect.stringContaining('ECONNRESET') } },
  ])
  expect(given.unused).toEqual([])
})

describe('an answer before the upload is through', () => {
  test('ends its exchange; what is left of the body is thrown away, and the connection goes on', async () => {
    await using given = await connection()
    given.far.send(post(8, '/early'))
    await given.far.until(/\/early$/)
    await until(() => given.core.of('end').length === 1)
    given.far.send(`too late${get('/next')}`)
    await given.far.until(/\/next$/)
    expect(ends(given.core)).toEqual(['mock', 'mock'])
  })

  test('is the last one when the client does not stop sending', async () => {
    await using given = await connection()
    given.far.send(post(10 * 2 ** 20))
    await given.far.until(/200 OK/)
    given.far.send(Buffer.alloc(2 * 2 ** 20))
    expect((await given.far.ended()).how).toBe('fin')
  })
})

describe('a session that stops', () => {
  test('closes an idle connection at once and a busy one after its answer', async () => {
    await using idle = await connection()
    idle.core.deadlines.stop()
    await idle.far.ended()

    const verdict = Promise.withResolvers<Verdict>()
    await using busy = await connection(() => verdict.promise)
    busy.far.send(get('/'))
    await until(() => busy.core.of('request').length === 1)
    busy.core.deadlines.stop()
    expect(busy.near.writableEnded).toBe(false)
    verdict.resolve(answer('done'))
    expect((await busy.far.ended()).text).toMatch(/Connection: close\r\n[^]*done$/)
  })
})

describe('an interceptor that gives no answer', () => {
  test.each([
    ['reset', 'reset'],
    ['close', 'fin'],
  ] as const)('%s is seen as it is called', async (verdict, how) => {
    await using given = await connection(() => abort(verdict))
    given.far.send(get('/'))
    expect(await given.far.ended()).toEqual({ text: '', how })
    expect(ends(given.core)).toEqual(['fault upstream_reset'])
  })

  test('hang leaves the client waiting, whatever it sends, until it goes', async () => {
    await using given = await connection(() => abort('hang'))
    given.far.send(get('/'))
    await until(() => given.core.of('end').length === 1)
    given.far.send(get('/again'))
    given.core.clock.advance(3_600_000)
    expect([given.far.received(), given.near.destroyed]).toEqual(['', false])
    given.far.socket.end()
    await given.far.ended()
    expect(given.core.of('request')).toHaveLength(1)
  })
})

describe('an answer that breaks off', () => {
  const broken = (
    code: string,
    length: number | null,
    from: 'mock' | 'upstream' = 'upstream',
  ): { verdict: Verdict; body: BodyStream; cut(): void } => {
    const body = new BodyStream(length, source)
    const fields = length === null ? [] : ['Content-Length', String(length)]
    const verdict: Verdict = {
      kind: 'respond',
      head: { status: 200, reason: 'OK', version: '1.1', fields },
      body,
      from,
      patches: [],
    }
    body.push(Buffer.from('half'))
    return { verdict, body, cut: () => body.abort({ code, message: 'gone', leg: 'upstream' }) }
  }

  test.each([
    ['upstream_closed', 10, '', 'fin'],
    ['upstream_reset', 10, '', 'reset'],
    // Its end would be taken for the whole (RFC 9112 §6.3).
    ['upstream_closed', null, 'Connection: close\r\n', 'reset'],
  ] as const)('%s of %s bytes, %j: %s', async (code, length, fields, how) => {
    const { verdict, cut } = broken(code, length)
    await using given = await connection(() => verdict)
    given.far.send(get('/', fields, fields === '' ? '1.1' : '1.0'))
    await given.far.until(/half/)
    cut()
    expect((await given.far.ended()).how).toBe(how)
    expect(ends(given.core)).toEqual([`upstream_error ${code}`])
  })
})

describe('a request that cannot be served', () => {
  test('for its head is answered and closed', async () => {
    await using given = await connection()
    given.far.send('GET / HTTP/1.1\r\nHost : a\r\n\r\n')
    expect((await given.far.ended()).text).toMatch(/^HTTP\/1\.1 400 /)
    expect(given.core.of('malformed')).toHaveLength(1)
  })

  test('for its target is an exchange like any other', async () => {
    await using given = await connection()
    given.far.send('GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n')
    expect(await given.far.until(/ftp/)).toMatch(/^HTTP\/1\.1 400 /)
    expect(given.core.of('request')).toMatchObject([{ url: 'ftp://a/' }])
    await until(() => given.core.of('end').length === 1)
    expect(ends(given.core)).toEqual(['refused bad_request'])
  })

  test('for its first chunk never reaches the chain', async () => {
    await using given = await connection(() => {
      throw new Error('must not be reached')
    })
    given.far.send('POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n')
    expect((await given.far.ended()).text).toMatch(/^HTTP\/1\.1 400 /)
  })

  test('for a later chunk is cut when the answer has begun', async () => {
    const body = new BodyStream(100, source)
    const head = { status: 200, reason: 'OK', version: '1.1' as const, fields: ['Content-Length', '100'] }
    await using given = await connection(() => ({ kind: 'respond', head, body, from: 'mock', patches: [] }))
    given.far.send('POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n')
    await given.far.until(/\r\n\r\n/)
    given.far.send('zz\r\n')
    await given.far.ended()
    expect([ends(given.core), body.cancelled]).toEqual([['refused bad_request'], true])
  })

  test('upstream has the outcome of its failure', async () => {
    await using given = await connection(() =>
      failureVerdict({ code: 'dns_failed', message: 'a.test did not resolve', leg: 'upstream' }),
    )
    given.far.send(get('/'))
    expect(await given.far.until(/did not resolve/)).toMatch(/^HTTP\/1\.1 502 /)
    await until(() => given.core.of('end').length === 1)
    expect(ends(given.core)).toEqual(['upstream_error dns_failed'])
  })
})

test('a switch hands the socket over with the bytes that came behind the request', async () => {
  const taken: { rest: string | undefined; kind: string; listeners: number }[] = []
  const takeover: Takeover = (socket, rest, _verdict, exchange) =>
    void taken.push({ rest: rest?.toString(), kind: exchange.kind, listeners: socket.listenerCount('data') })
  const head = { status: 200, reason: 'Connection established', version: '1.1' as const, fields: [] }
  await using given = await connection(() => ({ kind: 'switch', head, from: 'middlebox', patches: [] }), {}, takeover)
  given.far.send('CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\nearly')
  expect(await given.far.until(/\r\n\r\n/)).toBe('HTTP/1.1 200 Connection established\r\n\r\n')
  expect(taken).toEqual([{ rest: 'early', kind: 'connect', listeners: 0 }])
  expect([given.core.deadlines.size, ends(given.core)]).toEqual([0, []])
})
