/** Toxics on the raw bytes of tunnels that nobody looks into, both ways, as two raw sockets see them. */
import { describe, expect, test } from 'vitest'
import { connect } from 'node:net'
import { faultRule, tunnelThrough } from '../../support/faulty.ts'
import { startProxy } from '../../support/proxy.ts'
import { rawConnection, rawOrigin, type RawConnection } from '../../support/raw.ts'

type Ends = { client: RawConnection; server: RawConnection; head: string }

/** A tunnel that passes untouched, its two ends, and what one of them is sent by the other. */
async function through(fault: string, act: (ends: Ends) => Promise<void>): Promise<void> {
  await using origin = await rawOrigin()
  await using proxy = await startProxy({ rules: [faultRule(fault)], ignoreHosts: ['127\\.0\\.0\\.1'] })
  const client = await tunnelThrough(proxy, `127.0.0.1:${origin.port}`)
  const head = client.received()
  const server = await origin.connection()
  await act({ client, server, head })
  client.close()
}

/** Both ways look alike: who speaks, who listens, and what the listener heard before. */
const ways = [
  ['down', ({ client, server, head }: Ends) => ({ speaker: server, listener: client, before: head })],
  ['up', ({ client, server }: Ends) => ({ speaker: client, listener: server, before: '' })],
] as const

describe.each(ways)('%s', (way, order) => {
  test('latency delays, and pieces do not add up', () =>
    through(`latency:100 ${way}`, async (ends) => {
      const { speaker, listener, before } = order(ends)
      const since = performance.now()
      for (let i = 0; i < 20; i++) speaker.send(String(i % 10))
      expect(await listener.until(/01234567890123456789$/)).toBe(`${before}01234567890123456789`)
      const took = performance.now() - since
      expect(took).toBeGreaterThan(95)
      expect(took).toBeLessThan(1_500)
    }))

  test('bandwidth spreads bytes', () =>
    through(`bandwidth:100 ${way}`, async (ends) => {
      const { speaker, listener, before } = order(ends)
      const since = performance.now()
      speaker.send('x'.repeat(25_000))
      await listener.until((text) => text.length === before.length + 25_000)
      const took = performance.now() - since
      expect(took).toBeGreaterThan(240)
    }))

  test('slow_close holds the FIN', () =>
    through(`slow_close:150 ${way}`, async (ends) => {
      const { speaker, listener, before } = order(ends)
      const since = performance.now()
      speaker.send('last')
      ;(speaker.socket as RawConnection['socket']).end()
      await listener.until(/last$/)
      expect(await listener.ended()).toEqual({ text: `${before}last`, how: 'fin' })
      expect(performance.now() - since).toBeGreaterThan(145)
    }))

  test('timeout delivers nothing and closes both ends', () =>
    through(`timeout:100 ${way}`, async (ends) => {
      const { speaker, listener, before } = order(ends)
      speaker.send('lost')
      expect(await listener.ended()).toEqual({ text: before, how: 'fin' })
      expect((await speaker.ended()).how).toBe('fin')
    }))

  test('reset_peer resets both ends at the first byte', () =>
    through(`reset_peer ${way}`, async (ends) => {
      const { speaker, listener } = order(ends)
      speaker.send('x')
      expect((await listener.ended()).how).toBe('reset')
      expect((await speaker.ended()).how).toBe('reset')
    }))

  test('slicer changes no byte', () =>
    through(`slicer:average_size=40,size_variation=20,delay=10 ${way}`, async (ends) => {
      const { speaker, listener, before } = order(ends)
      const text = Array.from({ length: 500 }, (_, i) => String(i)).join(' ')
      speaker.send(text)
      expect(await listener.until(/ 499$/)).toBe(`${before}${text}`)
    }))

  test('limit_data passes so many bytes and closes both ends; the other way is free until then', () =>
    through(`limit_data:5 ${way}`, async (ends) => {
      const { speaker, listener, before } = order(ends)
      listener.send('free and longer than five')
      await speaker.until(/than five$/)
      speaker.send('abc')
      await listener.until(/abc$/)
      speaker.send('defgh')
      expect(await listener.ended()).toEqual({ text: `${before}abcde`, how: 'fin' })
      expect((await speaker.ended()).how).toBe('fin')
    }))
})

describe('what cannot be dialled', () => {
  test.each([
    ['connect_refused', 502],
    ['dns_failure', 502],
    ['connect_timeout:20', 504],
  ])('%s is an answer to the CONNECT where the host passes untouched', async (fault, status) => {
    await using origin = await rawOrigin()
    await using proxy = await startProxy({ rules: [faultRule(fault)], ignoreHosts: ['.'] })
    const client = await tunnelThrough(proxy, `127.0.0.1:${origin.port}`)
    expect(client.received()).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    await client.until(/of the rule faulty/)
    expect(origin.connections).toHaveLength(0)
    client.close()
  })

  test('a tunnel that turns out to be opaque is closed, and the record says why', async () => {
    await using origin = await rawOrigin()
    await using proxy = await startProxy({ rules: [faultRule('connect_refused')] })
    const client = await tunnelThrough(proxy, `127.0.0.1:${origin.port}`)
    client.send('\x00\x01binary')
    await client.ended()
    const { tunnel } = await proxy.event('tunnel-closed')
    expect(tunnel.error?.message).toMatch(/^the fault connect_refused of the rule faulty: /)
    expect(origin.connections).toHaveLength(0)
  })
})

test('a server that speaks first', async () => {
  await using origin = await rawOrigin((connection) => connection.send('220 smtp\r\n'))
  await using proxy = await startProxy({ rules: [faultRule('limit_data:4')] })
  const client = await tunnelThrough(proxy, `127.0.0.1:${origin.port}`)
  const { text, how } = await client.ended()
  expect(text).toMatch(/\r\n\r\n220 $/)
  expect(how).toBe('fin')
})

test('rules that ask for more than the connection leave tunnels alone', async () => {
  await using origin = await rawOrigin()
  await using proxy = await startProxy({
    rules: [faultRule('limit_data:0 ~u nothing'), { ...faultRule('timeout:1 ~m POST'), name: 'other' }],
    ignoreHosts: ['.'],
  })
  const client = await tunnelThrough(proxy, `127.0.0.1:${origin.port}`)
  ;(await origin.connection()).send('free')
  await client.until(/free$/)
  client.close()
})

test('SOCKS clients too', async () => {
  await using origin = await rawOrigin()
  await using proxy = await startProxy({ rules: [faultRule('limit_data:2')], ignoreHosts: ['.'] })
  const client = rawConnection(connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true }))
  client.send(Buffer.from([5, 1, 0]))
  await client.until((text) => text.length === 2)
  client.send(Buffer.from([5, 1, 0, 1, 127, 0, 0, 1, origin.port >> 8, origin.port & 255]))
  await client.until((text) => text.length === 12)
  ;(await origin.connection()).send('abc')
  expect((await client.ended()).text.slice(12)).toBe('ab')
})
