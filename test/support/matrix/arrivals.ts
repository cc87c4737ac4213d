/** The ways in which a client can come to the proxy's one port, up to where it says its request. */
import { isIPv6 } from 'node:net'
import type { Duplex } from 'node:stream'
import { type TLSSocket, connect as connectTls } from 'node:tls'
import { type RawConnection, rawClient, rawConnection } from '../raw.ts'

/** What is agreed with the proxy before anything is said to the origin. */
export const entrances = ['CONNECT', 'TLS to the proxy, CONNECT', 'SOCKS5'] as const
export type Entrance = (typeof entrances)[number]

type Proxy = { port: number; ca: string }

/** A tunnel to host:port; nothing has been said inside. */
export async function openTunnel(entrance: Entrance, proxy: Proxy, host: string, port: number): Promise<Duplex> {
  const client =
    entrance === 'TLS to the proxy, CONNECT' ? rawConnection(await tlsToProxy(proxy)) : await rawClient(proxy.port)
  if (entrance === 'SOCKS5') await askSocks5(client, host, port)
  else await askConnect(client, isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`)
  client.socket.removeAllListeners('data')
  return client.socket
}

export async function tlsToProxy({ port, ca }: Proxy): Promise<TLSSocket> {
  return handshake(connectTls({ port, host: '127.0.0.1', ca }))
}

/** TLS inside a tunnel, trusting the proxy's root. */
export async function tlsInside(
  tunnel: Duplex,
  { ca }: Proxy,
  host: string,
  alpn: readonly string[],
): Promise<TLSSocket> {
  return handshake(
    connectTls({
      socket: tunnel,
      host,
      ca,
      ALPNProtocols: [...alpn],
      ...(!/^[\d.]+$|:/.test(host) && { servername: host }),
    }),
  )
}

async function handshake(socket: TLSSocket): Promise<TLSSocket> {
  await new Promise<void>((resolve, reject) => {
    socket.once('secureConnect', resolve)
    socket.once('error', reject)
  })
  socket.removeAllListeners('error')
  return socket
}

async function askConnect(client: RawConnection, authority: string): Promise<void> {
  client.send(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`)
  const answer = await client.until(/\r\n\r\n$/)
  if (!answer.startsWith('HTTP/1.1 200 ')) throw new Error(`Expected 200 to CONNECT, got ${answer}`)
}

async function askSocks5(client: RawConnection, host: string, port: number): Promise<void> {
  client.send(Buffer.from([5, 1, 0]))
  await client.until((text) => text === '\x05\x00')
  client.send(Buffer.concat([Buffer.from([5, 1, 0]), socksAddress(host), Buffer.from([port >> 8, port & 0xff])]))
  await client.until((text) => text.length >= 12 && text.startsWith('\x05\x00', 2))
}

function socksAddress(host: string): Buffer {
  if (/^[\d.]+$/.test(host)) return Buffer.from([1, ...host.split('.').map(Number)])
  if (host === '::1') return Buffer.from([4, ...Array.from({ length: 15 }, () => 0), 1])
  return Buffer.concat([Buffer.from([3, host.length]), Buffer.from(host)])
}
