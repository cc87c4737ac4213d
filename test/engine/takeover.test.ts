/** After a switch: looked into, passed untouched, or relayed and watched. */
import { describe, expect, test } from 'vitest'
import type { Destinations } from '../../src/engine/arrive.ts'
import type { Arrival } from '../../src/engine/core.ts'
import type { Switch } from '../../src/engine/perform.ts'
import { takeOver } from '../../src/engine/takeover.ts'
import { SocketChannel } from '../../src/engine/upstream/socket-channel.ts'
import { encodeFrame } from '../../src/messages/frame-writer.ts'
import { arrivalOf, exchangeOf, socketPair, testCore, until } from '../support/core.ts'

const established: Switch = {
  kind: 'switch',
  head: { status: 200, reason: '', version: '1.1', fields: [] },
  from: 'middlebox',
  patches: [],
}
const nobody = {} as Destinations

describe('CONNECT', () => {
  test('that is looked into is over, and what is inside is its child', async () => {
    await using client = await socketPair()
    const core = testCore()
    const { exchange } = exchangeOf(core, 'connect', { method: 'CONNECT', target: 'A.test:8443' })
    let inside: Arrival | undefined
    const to = {
      ...nobody,
      http1: (_socket: unknown, _first: unknown, arrival: Arrival) => void (inside = arrival),
    } as unknown as Destinations
    const outer = arrivalOf({ scheme: 'https', serverName: 'proxy.test', unused: () => {} })
    takeOver(core, client.near, Buffer.from('GET / HTTP/1.1\r\n'), established, exchange, outer, to)
    expect(core.of('end')).toMatchObject([{ id: exchange.id, outcome: 'complete' }])
    expect(inside).toMatchObject({ parent: exchange.id, authority: { host: 'a.test', port: 8443 }, scheme: 'http' })
    // TLS to the proxy itself says nothing of what is inside.
    expect([inside!.serverName, inside!.unused]).toEqual([undefined, undefined])
  })

  test('that brings a connection becomes an opaque tunnel', async () => {
    await using client = await socketPair()
    await using origin = await socketPair()
    const core = testCore()
    const { exchange } = exchangeOf(core, 'connect', { method: 'CONNECT', target: 'a.test:443' })
    takeOver(
      core,
      client.near,
      Buffer.from('hello'),
      { ...established, channel: new SocketChannel(origin.near) },
      exchange,
      arrivalOf(),
      nobody,
    )
    await origin.far.until(/^hello$/)
    expect(core.of('tunnel-opened')).toMatchObject([
      { tunnel: { reason: 'ignored', authority: 'a.test:443', parent: exchange.id } },
    ])
  })
})

describe('an upgrade', () => {
  async function upgraded() {
    const client = await socketPair()
    const origin = await socketPair()
    const core = testCore()
    const { exchange } = exchangeOf(core, 'upgrade', { fields: ['Upgrade', 'websocket'] })
    takeOver(
      core,
      client.near,
      undefined,
      { ...established, channel: new SocketChannel(origin.near) },
      exchange,
      arrivalOf(),
      nobody,
    )
    const dispose = async () => {
      await client[Symbol.asyncDispose]()
      await origin[Symbol.asyncDispose]()
    }
    return { client, origin, core, exchange, [Symbol.asyncDispose]: dispose }
  }

  test('is relayed and watched, and its exchange ends with it', async () => {
    await using given = await upgraded()
    given.client.far.send(encodeFrame('text', Buffer.from('hi')))
    await given.origin.far.until(/hi$/)
    expect(given.core.of('message')).toMatchObject([
      { id: given.exchange.id, message: { direction: 'up', kind: 'text' } },
    ])
    expect(given.core.of('end')).toEqual([])
    given.client.far.socket.end()
    given.origin.far.socket.end()
    await until(() => given.core.of('end').length > 0)
    expect(given.core.of('end')).toMatchObject([{ outcome: 'complete', requestBody: { size: 4 } }])
  })

  test('that breaks ends with the cause', async () => {
    await using given = await upgraded()
    given.origin.far.socket.resetAndDestroy()
    await until(() => given.core.of('end').length > 0)
    expect(given.core.of('end')).toMatchObject([{ outcome: 'upstream_error', error: { code: 'upstream_reset' } }])
  })
})
