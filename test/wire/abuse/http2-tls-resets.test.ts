/**
 * Peers of HTTP/2 over TLS that are killed while they are written to, and take nothing. Node does not hear of it (see
 * `lookPause`): the exchange must end all the same, a client's as one that left, an upstream's with a 502.
 */
import { type Socket, connect } from 'node:net'
import { createServer, connect as connectTls, type TLSSocket } from 'node:tls'
import { expect, test } from 'vitest'
import { createFakeClock } from '../../../src/kit/clock.ts'
import { endings, until } from '../../support/abuse.ts'
import { selfSigned } from '../../support/certificates.ts'
import { frame, preface, request, settings, settingsAck, types, uint32 } from '../../support/http2-frames.ts'
import { startProxy } from '../../support/proxy.ts'
import { rawClient } from '../../support/raw.ts'
import { route, siteOf } from '../../support/reverse.ts'
import { startService } from '../../support/service.ts'

/** Everything may be sent at once, as far as HTTP/2 is concerned. */
const greedy = Buffer.concat([settings([4, 0x7fff_ffff]), frame(types.windowUpdate, 0, 0, uint32(0x7fff_0000))])

function start(upstream: string) {
  const clock = createFakeClock(Date.now())
  const listen = [{ mode: 'reverse' as const, host: '127.0.0.1', port: 0, site: 0 }]
  const starting = startProxy({ listen, sites: [siteOf([route(upstream)])], upstream: { insecure: true } }, [], {
    clock,
  })
  return { clock, starting }
}

/** Until the number has not grown for some turns. */
async function stalled(count: () => number): Promise<void> {
  let last = -1
  let same = 0
  await until(() => {
    same = count() === last && last > 0 ? same + 1 : 0
    last = count()
    return same > 30
  }, 'the writer to be held back')
}

test('a client that is killed has left', async () => {
  await using service = await startService('a')
  let written = 0
  service.answer = (_, response) => {
    const chunk = Buffer.alloc(65_536)
    const go = (): void => {
      do written++
      while (response.write(chunk))
      response.once('drain', go)
    }
    response.on('error', () => {})
    go()
  }
  const { clock, starting } = start(`${service.port}`)
  await using proxy = await starting
  const tcp = connect(proxy.port, '127.0.0.1')
  const client = connectTls({ socket: tcp, ca: proxy.ca, servername: 'a.test', ALPNProtocols: ['h2'] })
  client.on('error', () => {})
  client.write(Buffer.concat([preface, greedy, request(1, 'a.test')]))
  await new Promise((resolve) => client.once('secureConnect', resolve))
  client.pause()
  await stalled(() => written)
  tcp.resetAndDestroy()
  await until(() => (clock.advance(1_000), endings(proxy).length > 0), 'the exchange to end')
  expect((await proxy.ended()).outcome).toBe('client_abort')
})

test('an upstream that is killed has failed', async () => {
  const connections: Socket[] = []
  const server = createServer(
    { ...selfSigned({ names: ['127.0.0.1'] }), ALPNProtocols: ['h2'] },
    (socket: TLSSocket) => {
      socket.on('error', () => {})
      socket.write(Buffer.concat([greedy, settingsAck]))
      socket.pause()
    },
  )
  server.on('connection', (socket: Socket) => void connections.push(socket.on('error', () => {})))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  {
    const { clock, starting } = start(`https://127.0.0.1:${(server.address() as { port: number }).port}`)
    await using proxy = await starting
    const client = await rawClient(proxy.port)
    const size = 64 * 1024 * 1024
    client.send(`PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: ${size}\r\n\r\n`)
    client.send(Buffer.alloc(size))
    await stalled(() => (client.socket as Socket).bytesWritten - client.socket.writableLength)
    for (const one of connections) one.resetAndDestroy()
    const answer = client.until(/\r\n\r\n/)
    await until(() => (clock.advance(1_000), endings(proxy).length > 0), 'the exchange to end')
    expect(await answer).toMatch(/^HTTP\/1\.1 502 /)
    expect((await proxy.ended()).error).toMatchObject({ code: 'upstream_reset', leg: 'upstream' })
    client.close()
  }
  server.close()
})
