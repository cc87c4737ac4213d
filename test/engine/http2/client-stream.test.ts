import { connect, constants, createServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { valuesOf } from '../../support/matrix/message.ts'
import { type World, openWorld } from '../../support/matrix/world.ts'
import type { Interceptor } from '../../../src/model/contract.ts'
import { toOrigin } from '../../support/abuse.ts'
import { block, flags, frame, parseFrames, preface, settings, types, uint32 } from '../../support/http2-frames.ts'
import { startProxy } from '../../support/proxy.ts'
import { rawClient, rawOrigin } from '../../support/raw.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

test('gRPC passes: te: trailers up, trailers without a body down', async () => {
  const client = await world.connect('h2c')
  const call = client.ask({
    method: 'POST',
    authority: 'a.test',
    path: '/h2c/grpc',
    fields: [
      ['te', 'trailers'],
      ['content-type', 'application/grpc'],
    ],
    body: 'unknown',
  })
  call.write(Buffer.from('message'))
  call.finish()
  const origin = await world.upstreams.h2c.take('/h2c/grpc')
  expect(valuesOf(origin.head.fields, 'te')).toEqual(['trailers'])
  expect((await origin.end()).body.toString()).toBe('message')
  origin.respond({ status: 200, fields: [['content-type', 'application/grpc']], body: 'unknown' })
  origin.finish([
    ['grpc-status', '0'],
    ['grpc-message', 'fine'],
  ])
  expect((await call.end()).trailers).toEqual([
    ['grpc-status', '0'],
    ['grpc-message', 'fine'],
  ])
  client.close()
})

describe('a stream that was refused', () => {
  test.each(['GET', 'POST'])('%s without a body is sent once more', async (method) => {
    const path = `/h2c/refused-${method}`
    const client = await world.connect('1.1')
    const call = client.ask({ method, authority: 'a.test', path })
    ;(await world.upstreams.h2c.take(path)).reset(constants.NGHTTP2_REFUSED_STREAM)
    const again = await world.upstreams.h2c.take(path)
    again.respond({ status: 204 })
    expect((await call.head()).status).toBe(204)
    const { attempts } = await world.ended(path)
    expect(attempts[0]!.failure).toMatchObject({
      code: 'upstream_h2',
      message: expect.stringContaining('REFUSED_STREAM'),
      unprocessed: true,
    })
    client.close()
  })

  test('twice is a 502', async () => {
    const path = '/h2c/refused-twice'
    const client = await world.connect('1.1')
    const call = client.ask({ authority: 'a.test', path })
    ;(await world.upstreams.h2c.take(path)).reset(constants.NGHTTP2_REFUSED_STREAM)
    ;(await world.upstreams.h2c.take(path)).reset(constants.NGHTTP2_REFUSED_STREAM)
    expect((await call.head()).status).toBe(502)
    client.close()
  })
})

test.each([
  [[':method', ':path', ':authority', ':scheme']],
  [[':method', ':authority', ':scheme', ':path']],
  [[':method', ':scheme', ':authority', ':path']],
])('the pseudo fields come in the order of the client: %j', async (order) => {
  const origin = createServer()
  const seen = new Promise<string[]>((resolve) =>
    origin.on('stream', (stream, _headers, _flags, raw) => {
      resolve(raw.filter((_, i) => i % 2 === 0))
      stream.respond({ ':status': 204 }, { endStream: true })
    }),
  )
  await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve))
  await using proxy = await startProxy()
  const { port } = origin.address() as AddressInfo
  const values: Record<string, string> = {
    ':method': 'GET',
    ':path': '/x#f',
    ':authority': `127.0.0.1:${port}`,
    ':scheme': 'http',
  }
  const client = connect(`http://127.0.0.1:${proxy.port}`)
  client.request(order.flatMap((name) => [name, values[name]!]) as never).resume()
  expect(await seen).toEqual(order)
  expect(await proxy.ended()).toMatchObject({ url: `http://127.0.0.1:${port}/x`, outcome: 'complete' })
  client.destroy()
  origin.close()
})

test('the scheme is that of where the request goes, with the cause', async () => {
  const client = await world.connect('h2c')
  const call = client.ask({ authority: 'a.test', path: '/h2/scheme' })
  const origin = await world.upstreams.h2.take('/h2/scheme')
  expect(origin.head.pseudo).toMatchObject({ ':scheme': 'https', ':authority': 'a.test' })
  origin.respond({ status: 204 })
  await call.head()
  const { hops } = await world.ended('/h2/scheme')
  expect(hops.flatMap(({ request }) => request)).toEqual([
    { op: 'set', index: -1, name: ':scheme', value: 'https', before: 'http', cause: 'route' },
  ])
  client.close()
})

test(':authority of an absolute-form request is the target, not a Host that differs (RFC 9112 §3.2.2)', async () => {
  const client = await rawClient(world.proxy.port)
  client.send('GET http://a.test/h2c/authority HTTP/1.1\r\nHost: other.test\r\n\r\n')
  const origin = await world.upstreams.h2c.take('/h2c/authority')
  expect(origin.head.pseudo[':authority']).toBe(`127.0.0.1:${world.upstreams.h2c.port}`)
  origin.respond({ status: 204 })
  expect(await client.until(/\r\n\r\n$/)).toMatch(/^HTTP\/1\.1 204 /)
  client.close()
})

test('a body that breaks off without a code is said to have broken off', async () => {
  await using origin = await rawOrigin()
  const speakH2: Interceptor = {
    name: 'h2',
    handle: (one, next, context) => next({ ...one, target: { ...one.target, protocol: 'h2' } }, context),
  }
  await using proxy = await startProxy({}, [speakH2])
  const client = await rawClient(proxy.port)
  client.send(toOrigin(origin.port))
  const upstream = await origin.connection()
  upstream.send(settings())
  await upstream.until((text) => parseFrames(text.slice(preface.length)).some(({ type }) => type === types.headers))
  upstream.send(frame(types.headers, flags.endHeaders, 1, block([[':status', '200']])))
  upstream.send(frame(types.data, 0, 1, Buffer.from('some')))
  await client.until(/some/)
  upstream.send(frame(types.reset, 0, 1, uint32(0)))
  expect((await proxy.ended()).error?.message).toBe(
    'the upstream closed the connection before the response was complete',
  )
  client.close()
})
