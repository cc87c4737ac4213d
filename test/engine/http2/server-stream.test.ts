import { constants } from 'node:http2'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Verdict } from '../../../src/model/verdict.ts'
import { clientResponse } from '../../../src/kit/legs.ts'
import { http2Client } from '../../support/matrix/client-http2.ts'
import { type World, openWorld } from '../../support/matrix/world.ts'
import { startProxy } from '../../support/proxy.ts'
import { flags, frame, preface, request, settings, settingsAck, types } from '../../support/http2-frames.ts'
import { answering, rawClient, rawOrigin } from '../../support/raw.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

test('trailers and 1xx heads of an HTTP/1 origin that h2 forbids are left out, and the rest comes through', async () => {
  const client = await world.connect('h2c')
  const call = client.ask({ authority: 'a.test', path: '/1.1/odd' })
  const origin = await world.upstreams['1.1'].take('/1.1/odd')
  origin.interim(103, [
    ['Connection', 'close'],
    ['Content-Type', 'a'],
    ['content-type', 'b'],
    ['Keep-Alive', 'x'],
    ['Link', '</a>'],
  ])
  expect((await call.interim(0)).fields).toContainEqual(['link', '</a>'])
  origin.respond({ status: 200, body: 'unknown' })
  origin.write(Buffer.from('x'))
  origin.finish([
    ['Connection', 'close'],
    ['Upgrade', 'h2c'],
    ['Content-Type', 'a'],
    ['content-type', 'b'],
    ['TE', 'gzip'],
    ['X-Sum', '1'],
  ])
  const end = await call.end()
  expect(end).toMatchObject({ how: 'complete', body: Buffer.from('x') })
  expect(end.trailers).toContainEqual(['x-sum', '1'])
  expect(end.trailers.map(([name]) => name)).not.toContain('connection')
  client.close()
})

test('fields that only HTTP/1 has do not reach the client, and the exchange says why', async () => {
  const client = await world.connect('h2c')
  const call = client.ask({ authority: 'a.test', path: '/1.1/hop' })
  const origin = await world.upstreams['1.1'].take('/1.1/hop')
  origin.respond({
    status: 200,
    fields: [
      ['Connection', 'X-Hop'],
      ['X-Hop', '1'],
      ['Keep-Alive', 'timeout=5'],
      ['X-Kept', '1'],
    ],
    body: 'unknown',
  })
  origin.finish()
  expect((await call.head()).fields).toEqual([['x-kept', '1']])
  const exchange = await world.ended('/1.1/hop')
  const removed = exchange.hops.flatMap(({ response }) => response).filter(({ op }) => op === 'remove')
  expect(removed.map(({ name, cause }) => `${name} ${cause}`).sort()).toEqual([
    'Connection hop-by-hop',
    'Keep-Alive hop-by-hop',
    'Transfer-Encoding framing',
    'X-Hop hop-by-hop',
  ])
  client.close()
})

test('a status that h2 cannot carry is a 502 that says so', async () => {
  const client = await world.connect('h2c')
  const call = client.ask({ authority: 'a.test', path: '/1.1/status' })
  const origin = await world.upstreams['1.1'].take('/1.1/status')
  origin.respond({ status: 999, body: 'unknown' })
  origin.finish()
  const { status, fields } = await call.head()
  expect(status).toBe(502)
  expect(new Map(fields).get('proxy-status')).toContain('http_protocol_error')
  expect((await call.end()).body.toString()).toContain('the status 999, which HTTP/2 cannot carry')
  const exchange = await world.ended('/1.1/status')
  expect(exchange).toMatchObject({ status: 999, outcome: 'upstream_error', error: { code: 'upstream_malformed' } })
  expect(clientResponse(exchange)).toMatchObject({ status: 502 })
  client.close()
})

describe('verdicts without an answer', () => {
  const failure = { code: 'internal', message: 'on purpose', leg: 'middlebox' } as const
  const abort = (how: 'reset' | 'close', scope: 'stream' | 'connection'): Verdict => ({
    kind: 'abort',
    how,
    scope,
    from: 'fault',
    failure,
  })

  test.each([
    ['reset', constants.NGHTTP2_INTERNAL_ERROR],
    ['close', constants.NGHTTP2_REFUSED_STREAM],
  ] as const)('%s ends the stream with its code and no answer', async (how, code) => {
    await using proxy = await startProxy({}, [{ name: 'abort', handle: () => abort(how, 'stream') }])
    const { socket } = await rawClient(proxy.port)
    socket.removeAllListeners('data')
    const client = http2Client('h2c', socket)
    const call = client.ask({ authority: 'a.test', path: '/' })
    await expect(call.head()).rejects.toThrow(`code ${code}`)
    expect(await proxy.ended()).toMatchObject({ outcome: 'fault', status: null })
    client.close()
  })

  test.each([
    ['reset', 'reset'],
    ['close', 'fin'],
  ] as const)('%s of the connection ends it by %s', async (how, seen) => {
    await using proxy = await startProxy({}, [{ name: 'abort', handle: () => abort(how, 'connection') }])
    const client = await rawClient(proxy.port)
    const get = Buffer.from([0, 0, 11, 1, 5, 0, 0, 0, 1, 0x82, 0x84, 0x86, 0x41, 6, ...Buffer.from('a.test')])
    client.send(
      Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]), get]),
    )
    expect((await client.ended()).how).toBe(seen)
    expect(await proxy.ended()).toMatchObject({ outcome: 'fault' })
    client.close()
  })
})

test('a whole request in the packet that shows what is spoken is complete', async () => {
  await using origin = await rawOrigin(answering('HTTP/1.1 204 No Content\r\n\r\n'))
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  const to = `127.0.0.1:${origin.port}`
  const body = frame(types.data, flags.endStream, 1, Buffer.from('message'))
  client.send(Buffer.concat([preface, settings(), request(1, to, '/', flags.endHeaders), body, settingsAck]))
  expect(await proxy.ended()).toMatchObject({ outcome: 'complete', status: 204, requestBody: { size: 7 } })
  client.close()
})

test('a client that leaves after its answer and before the end of its upload lets the upstream stream go', async () => {
  const client = await world.connect('h2c')
  const call = client.ask({ method: 'POST', authority: 'a.test', path: '/h2c/left', body: 'unknown' })
  call.write(Buffer.from('half'))
  const origin = await world.upstreams.h2c.take('/h2c/left')
  await origin.body(4)
  origin.respond({ status: 200, body: 'unknown' })
  origin.finish()
  expect(await call.head()).toMatchObject({ status: 200 })
  client.close()
  expect(await world.ended('/h2c/left')).toMatchObject({ status: 200 })
  expect((await origin.end()).how).not.toBe('complete')
})
