/** Rules with one fault, and clients on the three wires that the table of faults speaks of: plain HTTP/1, HTTP/1 in TLS, h2. */
import { type ClientHttp2Session, type ClientHttp2Stream, connect as connectHttp2 } from 'node:http2'
import { type TLSSocket, connect as connectTls } from 'node:tls'
import { parseFault } from '../../src/faults/index.ts'
import type { RuleDefinition } from '../../src/model/rule.ts'
import type { TestProxy } from './proxy.ts'
import { type RawConnection, rawClient, rawConnection } from './raw.ts'

/** A rule from a fault's short form. */
export function faultRule(text: string, facts: Partial<RuleDefinition> = {}): RuleDefinition {
  const { fault, values, stream, chance, filter } = parseFault(text)
  const attributes = { fault: fault.name, values, stream }
  return { name: 'faulty', match: filter, enabled: true, chance, do: [{ action: 'fault', attributes }], ...facts }
}

/** TLS inside a tunnel to host:port. */
export async function tlsThrough(
  proxy: TestProxy,
  authority: string,
  servername: string,
  protocol: 'h2' | 'http/1.1',
): Promise<TLSSocket> {
  const client = await tunnelThrough(proxy, authority)
  client.socket.removeAllListeners('data')
  const tls = connectTls({ socket: client.socket, servername, ca: proxy.ca, ALPNProtocols: [protocol] })
  await new Promise<void>((resolve, reject) => tls.once('secureConnect', resolve).once('error', reject))
  tls.on('error', () => {})
  return tls
}

/** A CONNECT that was answered. */
export async function tunnelThrough(proxy: TestProxy, authority: string): Promise<RawConnection> {
  const client = await rawClient(proxy.port)
  client.send(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`)
  await client.until(/^HTTP\/1\.1 \d+ .*\r\n(.+\r\n)*\r\n/)
  return client
}

export type Http2Seen = {
  status: number | undefined
  body: string
  /** How the stream ended: its RST_STREAM code, 0 for END_STREAM. */
  code: number
  goaway: boolean
  /** The connection ended with it. */
  connection: 'open' | 'closed' | 'reset'
}

export type Http2Client = {
  session: ClientHttp2Session
  request(fields?: Record<string, string>, body?: string): ClientHttp2Stream
  /** All of one exchange, as far as it came. */
  ask(fields?: Record<string, string>): Promise<Http2Seen>
  close(): void
}

/** An h2 client that speaks to the built-in origin through a tunnel. */
export async function http2Through(proxy: TestProxy, host = 'middlebox.test'): Promise<Http2Client> {
  const tls = await tlsThrough(proxy, `${host}:443`, host, 'h2')
  let connection: Http2Seen['connection'] = 'open'
  let goaway = false
  const ended = (how: 'closed' | 'reset') => void (connection = connection === 'reset' ? 'reset' : how)
  tls.on('error', ({ code }: NodeJS.ErrnoException) => ended(code === 'ECONNRESET' ? 'reset' : 'closed'))
  tls.on('close', () => ended('closed'))
  const session = connectHttp2(`https://${host}`, { createConnection: () => tls })
  session.on('error', ({ code }: NodeJS.ErrnoException) => code === 'ECONNRESET' && ended('reset'))
  session.on('goaway', () => (goaway = true))
  const request = (fields: Record<string, string> = {}, body?: string): ClientHttp2Stream => {
    const stream = session.request({ ':path': '/', ...fields }, { endStream: body === undefined })
    stream.on('error', () => {})
    if (body !== undefined) stream.end(body)
    return stream
  }
  return {
    session,
    request,
    ask: (fields) =>
      new Promise((resolve) => {
        const stream = request(fields)
        let status: number | undefined
        let body = ''
        stream.on('response', (head) => (status = head[':status']))
        stream.on('data', (chunk: Buffer) => (body += chunk.toString('latin1')))
        // One turn more, so that what came with the end of the stream is known.
        stream.on('close', () =>
          setImmediate(() => resolve({ status, body, code: stream.rstCode ?? 0, goaway, connection })),
        )
      }),
    close: () => session.destroy(),
  }
}

/** An HTTP/1 client inside TLS. */
export async function securedThrough(proxy: TestProxy, host = 'middlebox.test'): Promise<RawConnection> {
  return rawConnection(await tlsThrough(proxy, `${host}:443`, host, 'http/1.1'))
}
