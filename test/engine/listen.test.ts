/** Ports: bound, refused with words, and open only to those who may come. */
import { Server, type Socket } from 'node:net'
import { describe, expect, test, vi } from 'vitest'
import { type ListenWorld, leadsTo, listen, normalAddress } from '../../src/engine/listen.ts'
import { MiddleboxError } from '../../src/model/errors.ts'
import { until } from '../support/core.ts'
import { rawClient } from '../support/raw.ts'
import { listenTcp } from '../support/servers.ts'

function world(change: Partial<ListenWorld> = {}) {
  const refused: string[] = []
  const open: { destroy(): unknown }[] = []
  const own: ListenWorld = {
    allows: () => true,
    maxConnections: 10,
    connection: (socket) => void open.push(socket),
    refused: (address, why) => void refused.push(`${address} ${why}`),
    failed: (message) => void refused.push(message),
    ...change,
  }
  return { ...own, open, end: () => open.forEach((socket) => socket.destroy()), refusals: refused }
}

const at = (host: string, port = 0) => ({ mode: 'forward' as const, host, port })

describe('binding', () => {
  test('a free port is named', async () => {
    const given = world()
    const listener = await listen(at('127.0.0.1'), given)
    expect(listener).toMatchObject({ mode: 'forward', host: '127.0.0.1', port: expect.any(Number) })
    expect(listener.port).toBeGreaterThan(0)
    listener.close()
  })

  test('IPv6 is listened on too', async () => {
    const given = world()
    const listener = await listen(at('::1'), given)
    const client = await rawClient(listener.port, '::1')
    await until(() => given.open.length === 1)
    client.close()
    given.end()
    listener.close()
  })

  test('a port in use is named with its address, and -p 0 is advised', async () => {
    await using taken = await listenTcp(() => {})
    const error = await listen(at('127.0.0.1', taken.port), world()).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(MiddleboxError)
    expect(error).toMatchObject({
      code: 'port_taken',
      message: expect.stringContaining(`127.0.0.1:${taken.port}`),
      hint: expect.stringContaining('-p 0'),
    })
  })

  test('an address that is not of this machine is told apart', async () => {
    await expect(listen(at('192.0.2.1'), world())).rejects.toMatchObject({
      code: 'listen_failed',
      message: expect.stringContaining('192.0.2.1'),
    })
  })
})

describe('clients', () => {
  test('that may not come are closed and told of', async () => {
    const given = world({ allows: (address) => address !== '127.0.0.1' })
    const listener = await listen(at('127.0.0.1'), given)
    const client = await rawClient(listener.port)
    await client.ended()
    expect([given.refusals, given.open]).toEqual([['127.0.0.1 address'], []])
    listener.close()
  })

  test('over the limit are closed; a place that becomes free is given again', async () => {
    const given = world({ maxConnections: 1 })
    const listener = await listen(at('127.0.0.1'), given)
    const first = await rawClient(listener.port)
    await until(() => given.open.length === 1)
    const second = await rawClient(listener.port)
    await second.ended()
    expect(given.refusals).toEqual(['127.0.0.1 limit'])

    const socket = given.open[0] as unknown as NodeJS.EventEmitter
    const closed = new Promise((resolve) => socket.once('close', resolve))
    given.end()
    await closed
    const third = await rawClient(listener.port)
    await until(() => given.open.length === 2)
    for (const client of [first, second, third]) client.close()
    given.end()
    listener.close()
  })
})

test('an IPv4 client of a dual-stack listener keeps its IPv4 address', () => {
  expect(['::ffff:192.0.2.1', '::1', '192.0.2.1', undefined].map(normalAddress)).toEqual([
    '192.0.2.1',
    '::1',
    '192.0.2.1',
    undefined,
  ])
})

describe('a connection of ours comes back to us', () => {
  const listener = (address: string) => ({ mode: 'forward' as const, host: address, address, port: 8080, close() {} })
  const dialed = (address: string, localAddress: string, port = 8080) => ({
    address,
    port,
    tcp: { localAddress } as Socket,
  })

  test.each([
    ['127.0.0.1', '127.0.0.1', '127.0.0.1', true],
    ['127.0.0.1', '127.0.0.2', '127.0.0.1', false],
    ['127.0.0.1', '192.0.2.5', '192.0.2.5', false],
    ['0.0.0.0', '127.0.0.2', '127.0.0.1', true],
    ['0.0.0.0', '192.0.2.5', '192.0.2.5', true],
    ['0.0.0.0', '192.0.2.7', '192.0.2.5', false],
    ['::', '::1', '::1', true],
    ['::', '192.0.2.5', '::ffff:192.0.2.5', true],
  ])('that listens on %s: to %s from %s: %s', (host, to, from, comes) => {
    expect(leadsTo(listener(host), dialed(to, from))).toBe(comes)
    expect(leadsTo(listener(host), dialed(to, from, 8081))).toBe(false)
  })
})

describe('a connection that the system cannot hand over', () => {
  test.each([
    ['EMFILE', /too many files are open: raise the limit \(ulimit -n\).*\(EMFILE\)$/],
    ['ENFILE', /too many files are open.*\(ENFILE\)$/],
    ['ECONNABORTED', /could not be accepted: ECONNABORTED$/],
  ])('%s is told, and the listener goes on', async (code, message) => {
    const binding = vi.spyOn(Server.prototype, 'listen')
    const given = world()
    const listener = await listen(at('127.0.0.1'), given)
    const server = binding.mock.contexts[0] as Server
    binding.mockRestore()
    server.emit('error', Object.assign(new Error('accept failed'), { code }))
    expect(given.refusals).toEqual([expect.stringMatching(message)])
    const client = await rawClient(listener.port)
    await until(() => given.open.length === 1)
    client.close()
    given.end()
    listener.close()
  })
})
