import { connect } from 'node:http2'
import { Duplex } from 'node:stream'
import { expect, test } from 'vitest'
import type { Destinations } from '../../../src/engine/arrive.ts'
import { Http2Downstream } from '../../../src/engine/http2/downstream.ts'
import { arrivalOf, testCore, until } from '../../support/core.ts'
import { preface, settings } from '../../support/http2-frames.ts'
import { openWorld } from '../../support/matrix/world.ts'
import { startProxy } from '../../support/proxy.ts'

test('a session that stops says GOAWAY and finishes what runs', async () => {
  const world = await openWorld()
  const session = connect(`http://127.0.0.1:${world.proxy.port}`)
  session.on('error', () => {})
  const away = new Promise<number>((resolve) => session.once('goaway', resolve))
  const stream = session.request({ ':path': '/1.1/late', ':authority': 'a.test' })
  const status = new Promise((resolve) => stream.once('response', (headers) => resolve(headers[':status'])))
  const origin = await world.upstreams['1.1'].take('/1.1/late')
  const closed = world.proxy.session.close()
  expect(await away).toBe(0)
  origin.respond({ status: 204 })
  expect(await status).toBe(204)
  await closed
  await world.close()
})

test('a flood of PINGs ends that session, is told, and nobody else notices', async () => {
  await using proxy = await startProxy()
  const flooding = connect(`http://127.0.0.1:${proxy.port}`)
  flooding.on('error', () => {})
  const other = connect(`http://127.0.0.1:${proxy.port}`)
  const closed = new Promise((resolve) => flooding.once('close', resolve))
  await new Promise((resolve) => flooding.once('remoteSettings', resolve))
  const timer = setInterval(() => {
    for (let i = 0; i < 9 && !flooding.destroyed; i++) flooding.ping(() => {})
  }, 1)
  await closed
  clearInterval(timer)
  expect(await proxy.event('warning')).toMatchObject({ message: expect.stringContaining('PING and SETTINGS') })
  const stream = other.request({ ':path': '/status/204', ':authority': 'middlebox.test' })
  expect(await new Promise((resolve) => stream.once('response', (headers) => resolve(headers[':status'])))).toBe(204)
  other.destroy()
})

test('an idle session ends after the keep-alive time, a busy one does not', async () => {
  await using proxy = await startProxy({ limits: { keepAliveTimeout: 1 } })
  const session = connect(`http://127.0.0.1:${proxy.port}`)
  const closed = new Promise((resolve) => session.once('close', resolve))
  const stream = session.request({ ':path': '/delay/600', ':authority': 'middlebox.test' })
  stream.resume()
  expect(await new Promise((resolve) => stream.once('response', (headers) => resolve(headers[':status'])))).toBe(200)
  await closed
})

test('a client that ends while a write to it never does is gone', async () => {
  const core = testCore()
  const socket = new Duplex({ read() {}, write() {} })
  new Http2Downstream(core, socket, arrivalOf(), {} as Destinations)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.push(Buffer.concat([preface, settings()]))
  socket.push(null)
  socket.resume()
  await closed
  await until(() => core.deadlines.size === 0)
})
