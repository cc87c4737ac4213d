import { describe, expect, test } from 'vitest'
import { Dial, stopReasons, type DialTools } from '../../../src/engine/upstream/dial.ts'
import type { ResolveResult } from '../../../src/engine/upstream/resolve.ts'
import type { Route } from '../../../src/engine/upstream/route.ts'
import { systemClock } from '../../../src/kit/clock.ts'
import type { ParentScheme } from '../../../src/kit/proxy-environment.ts'
import { listenTcp } from '../../support/servers.ts'
import { listenSocks5 } from '../../support/socks-server.ts'
import { openResources, until } from '../../support/upstream.ts'

function tools(resolve: DialTools['resolve']): DialTools {
  const parentTls = () => {
    throw new Error('no TLS to a parent here')
  }
  return { clock: systemClock, resolve, timeout: 30_000, parentTls }
}

const resolvedTo = (...addresses: string[]): DialTools['resolve'] => {
  return (host) =>
    Promise.resolve({ kind: 'resolved', addresses: host === '127.0.0.1' ? [host] : addresses, asked: true })
}

const direct = (host: string, port: number): Route => ({ host, port, absoluteForm: false })
const through = (scheme: ParentScheme, parentPort: number): Route => {
  return { host: 'a.test', port: 80, parent: { scheme, host: '127.0.0.1', port: parentPort }, absoluteForm: false }
}

async function outcome(dial: Dial) {
  const result = await dial.run(undefined)
  if ('failure' in result) return `${result.failure.code}: ${result.failure.message}`
  result.tcp.destroy()
  return `connected to ${result.address}`
}

describe('time', () => {
  test('that ran out in the resolver', async () => {
    const stop = new AbortController()
    const dial = new Dial(
      direct('a.test', 80),
      tools(
        (_host, _port, signal) =>
          new Promise<ResolveResult>((resolve) => signal.addEventListener('abort', () => resolve({ kind: 'aborted' }))),
      ),
      stop.signal,
    )
    const result = outcome(dial)
    stop.abort(stopReasons.timeout)
    expect(await result).toBe('dns_timeout: a.test did not resolve within 30 s')
    expect(dial.timings).toEqual({ dns: expect.any(Number), connect: null, tls: null })
  })

  test('that ran out while connecting', async () => {
    await using server = await listenTcp(() => {})
    const before = openResources()
    const stop = new AbortController()
    const dial = new Dial(direct('a.test', server.port), tools(resolvedTo('127.0.0.1')), stop.signal)
    const result = outcome(dial)
    // The attempt begins with the microtasks that follow; its outcome needs another turn of the event loop.
    await new Promise((resolve) => process.nextTick(resolve))
    stop.abort(stopReasons.timeout)
    expect(await result).toBe(
      `connect_timeout: a.test resolved to 127.0.0.1, which did not answer on port ${server.port} within 30 s`,
    )
    expect(dial.attempts).toMatchObject([{ address: '127.0.0.1', code: 'cancelled' }])
    await server.close()
    await until(() => openResources() < before)
  })

  test('that ran out with a silent parent', async () => {
    await using server = await listenTcp(() => {})
    const stop = new AbortController()
    const result = outcome(new Dial(through('http', server.port), tools(resolvedTo()), stop.signal))
    await until(() => server.sockets.size === 1)
    await new Promise((resolve) => [...server.sockets][0]!.once('data', resolve))
    stop.abort(stopReasons.timeout)
    expect(await result).toBe(
      `connect_timeout: the parent proxy http://127.0.0.1:${server.port} did not open the tunnel within 30 s`,
    )
  })
})

describe('SOCKS', () => {
  const never = new AbortController().signal

  test('socks4 needs an IPv4 address', async () => {
    const result = await outcome(new Dial(through('socks4', 1), tools(resolvedTo('2001:db8::1')), never))
    expect(result).toBe('dns_failed: a.test has no IPv4 address, and SOCKS4 carries no other')
  })

  test('the last of the addresses refused is told, and no more than four are tried', async () => {
    await using proxy = await listenSocks5({ refuseWith: () => 5 })
    const addresses = ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4', '192.0.2.5']
    const dial = new Dial(through('socks5', proxy.port), tools(resolvedTo(...addresses)), never)
    expect(await outcome(dial)).toBe(
      `parent_refused: the parent proxy socks5://127.0.0.1:${proxy.port} refused the connection to 192.0.2.4:80: connection refused (5)`,
    )
    expect(proxy.asked.map(({ host }) => host)).toEqual(addresses.slice(0, 4))
  })

  test('a name the protocol cannot carry', async () => {
    const route = { ...through('socks5h', 1), host: 'a'.repeat(300) }
    expect(await outcome(new Dial(route, tools(resolvedTo()), never))).toMatch(
      /^parent_refused: a+ cannot be asked for: /,
    )
  })

  test('wrong credentials are not tried with another address', async () => {
    await using proxy = await listenSocks5({ user: 'u', password: 'p' })
    const dial = new Dial(through('socks5', proxy.port), tools(resolvedTo('192.0.2.1', '192.0.2.2')), never)
    expect(await outcome(dial)).toContain('wants a user name and password')
    expect(proxy.sockets.size).toBe(1)
  })
})
