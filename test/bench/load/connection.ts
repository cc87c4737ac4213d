/** A client connection to a target: a plain socket, or one through CONNECT, with TLS on top when the target has it. */
import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import type { Socket } from 'node:net'
import { connect as connectTls, createSecureContext } from 'node:tls'
import type { SecureContext } from 'node:tls'
import type { Target } from './job.ts'

const contexts = new Map<string, SecureContext>()

/** The bytes of a GET for `path`, in the form the target's way wants, with the fields a client usually sends. */
export function requestBytes(target: Target, path: string, extra = ''): Buffer {
  const authority = `${target.host}:${target.originPort}`
  const where = target.via === 'absolute' ? `http://${authority}${path}` : path
  return Buffer.from(
    `GET ${where} HTTP/1.1\r\nHost: ${authority}\r\nUser-Agent: bench/1\r\nAccept: */*\r\n` +
      'Accept-Language: en\r\nAccept-Encoding: gzip, deflate, br\r\nCookie: session=0123456789abcdef\r\n' +
      `${extra}\r\n`,
  )
}

/** Rejects with a sentence that says what was expected when the tunnel or the handshake fails. */
export async function openConnection(target: Target): Promise<Socket> {
  const socket = connectTcp({ port: target.port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  if (target.via === 'connect') await openTunnel(socket, `${target.host}:${target.originPort}`)
  if (!target.tls) return socket
  const secure = connectTls({
    socket,
    secureContext: contextFor(target.ca),
    servername: target.host,
    ALPNProtocols: ['http/1.1'],
  })
  socket.on('error', (error) => secure.destroy(error))
  await once(secure, 'secureConnect')
  return secure
}

/** What the other side says first, as latin1; rejects when it closes instead. */
export async function firstBytes(socket: Socket): Promise<string> {
  const closed = new AbortController()
  const onClose = () => closed.abort(new Error('the connection was closed'))
  socket.once('close', onClose)
  const [answer] = (await once(socket, 'data', { signal: closed.signal })) as [Buffer]
  socket.off('close', onClose)
  return answer.toString('latin1')
}

async function openTunnel(socket: Socket, authority: string): Promise<void> {
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`)
  let head = await firstBytes(socket)
  while (!head.includes('\r\n\r\n')) head += await firstBytes(socket)
  if (!/^HTTP\/1\.[01] 200 /.test(head) || !head.endsWith('\r\n\r\n')) {
    throw new Error(`Expected 200 to CONNECT ${authority}, got:\n${head.slice(0, 1000)}`)
  }
}

/** One context per CA: making one costs more than a handshake. */
function contextFor(ca: string | undefined): SecureContext {
  const key = ca ?? ''
  const known = contexts.get(key)
  if (known !== undefined) return known
  const made = createSecureContext(ca === undefined ? {} : { ca })
  contexts.set(key, made)
  return made
}
