import { constants } from 'node:http2'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { valuesOf } from '../../support/matrix/message.ts'
import { type World, openWorld } from '../../support/matrix/world.ts'

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
