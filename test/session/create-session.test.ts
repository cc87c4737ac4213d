/** A session from its start to its end: the CA at hand, ports open, and a close that waits no longer than it said. */
import { existsSync, readFileSync } from 'node:fs'
import { connect as connectTls } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { createFakeClock, type Clock } from '../../src/kit/clock.ts'
import type { Interceptor } from '../../src/model/contract.ts'
import { until } from '../support/core.ts'
import { startProxy } from '../support/proxy.ts'
import { rawClient, rawOrigin } from '../support/raw.ts'
import { listenTcp } from '../support/servers.ts'

const own = (port: number, path: string) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`

/** Hangs every request but those of the built-in origin. */
const hanging: Interceptor = { name: 'hanging', handle: () => new Promise(() => {}) }
const elsewhere = 'GET http://a.test/ HTTP/1.1\r\nHost: a.test\r\n\r\n'

describe('the start', () => {
  test('makes the CA, listens, and serves the built-in origin', async () => {
    await using proxy = await startProxy()
    const { session } = proxy
    expect(session.listeners).toEqual([
      { mode: 'forward', host: '127.0.0.1', port: proxy.port, url: `http://127.0.0.1:${proxy.port}` },
    ])
    expect(readFileSync(session.ca.certFile, 'utf8').trim()).toBe(session.ca.pem.trim())
    const client = await rawClient(proxy.port)
    client.send(own(proxy.port, '/status/204'))
    expect(await client.until(/\r\n\r\n$/)).toMatch(/^HTTP\/1\.1 204 /)
    expect((await proxy.ended()).status).toBe(204)
    client.close()
  })

  test('on several addresses, IPv6 in brackets', async () => {
    await using proxy = await startProxy({
      listen: [
        { mode: 'forward', host: '127.0.0.1', port: 0 },
        { mode: 'reverse', host: '::1', port: 0 },
      ],
    })
    const [first, second] = proxy.session.listeners
    expect(second!.url).toBe(`http://[::1]:${second!.port}`)
    for (const { host, port } of [first!, second!]) {
      const client = await rawClient(port, host)
      client.send(own(port, '/status/204'))
      await client.until(/ 204 /)
      client.close()
    }
  })

  test('that fails at the second address leaves the first one free', async () => {
    await using taken = await listenTcp(() => {})
    await using free = await listenTcp(() => {})
    const { port } = free
    await free.close()
    const at = (on: number) => ({ mode: 'forward' as const, host: '127.0.0.1', port: on })
    await expect(startProxy({ listen: [at(port), at(taken.port)] })).rejects.toMatchObject({ code: 'port_taken' })
    await expect(rawClient(port)).rejects.toThrow(/ECONNREFUSED/)
  })

  test('interceptors stand behind the built-in origin', async () => {
    await using proxy = await startProxy({}, [hanging])
    const client = await rawClient(proxy.port)
    client.send(own(proxy.port, '/status/202'))
    await client.until(/ 202 /)
    client.close()
  })
})

test('the first leaf is prepared before the first client comes', async () => {
  const clock = createFakeClock(Date.now())
  const due: number[] = []
  const noting: Clock = {
    ...clock,
    after: (ms, run, keepAlive) => {
      due.push(ms)
      return clock.after(ms, run, keepAlive)
    },
  }
  await using proxy = await startProxy({}, [], { clock: noting })
  expect(due).toContain(1)
  clock.advance(5_000)
  const socket = (await rawClient(proxy.port)).socket
  socket.removeAllListeners('data')
  const secured = connectTls({ socket, ca: proxy.ca, servername: 'middlebox.test' })
  await new Promise<void>((resolve, reject) => secured.once('secureConnect', resolve).once('error', reject))
  secured.destroy()
})

describe('the end', () => {
  test('waits for what runs, at most for the grace', async () => {
    const clock = createFakeClock()
    await using proxy = await startProxy({}, [hanging], { clock })
    const client = await rawClient(proxy.port)
    client.send(elsewhere)
    await proxy.event('request')
    let closed = false
    const closing = proxy.session.close(5_000).then(() => (closed = true))
    clock.advance(4_999)
    await new Promise((resolve) => setImmediate(resolve))
    expect([closed, client.socket.readableEnded]).toEqual([false, false])
    clock.advance(1)
    await closing
    await client.ended()
    client.close()
  })

  test('is at once when nothing runs, and the port is free', async () => {
    const clock = createFakeClock()
    await using proxy = await startProxy({}, [], { clock })
    const client = await rawClient(proxy.port)
    await proxy.session.close(5_000)
    await client.ended()
    client.close()
    await expect(rawClient(proxy.port)).rejects.toThrow(/ECONNREFUSED/)
  })

  test('lets an answer that flows come to its end', async () => {
    const clock = createFakeClock()
    await using origin = await rawOrigin()
    await using proxy = await startProxy({}, [], { clock })
    const client = await rawClient(proxy.port)
    client.send(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1\r\nHost: x\r\n\r\n`)
    const upstream = await origin.connection()
    await upstream.until(/\r\n\r\n$/)
    upstream.send('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nha')
    await client.until(/ha$/)
    const closing = proxy.session.close(5_000)
    upstream.send('lf')
    expect((await client.ended()).text).toMatch(/half$/)
    client.close()
    await closing
    expect((await proxy.ended()).outcome).toBe('complete')
    await until(() => upstream.socket.readableEnded)
  })

  test('leaves the CA for the next session', async () => {
    await using proxy = await startProxy()
    await proxy.session.close(0)
    expect(existsSync(proxy.session.ca.certFile)).toBe(true)
  })
})
