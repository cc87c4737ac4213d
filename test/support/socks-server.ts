/** A small SOCKS5 proxy, written apart from ours so that both do not share a mistake. */
import { connect, type Socket } from 'node:net'
import { listenTcp, type TestServer } from './servers.ts'

type SocksOptions = {
  user?: string
  password?: string
  /** Answers the request with this code and connects nowhere. */
  refuseWith?: (host: string) => number | undefined
  /** Where to connect instead of the host asked for. */
  to?: (host: string) => string
}

export type SocksServer = TestServer & { asked: { type: number; host: string; port: number }[] }

export async function listenSocks5(options: SocksOptions = {}): Promise<SocksServer> {
  const asked: SocksServer['asked'] = []
  const server = await listenTcp((socket) => void serve(socket, options, asked).catch(() => socket.destroy()))
  return { ...server, asked }
}

async function serve(socket: Socket, options: SocksOptions, asked: SocksServer['asked']): Promise<void> {
  const take = reader(socket)
  const [, count] = await take(2)
  const methods = await take(count!)
  const wanted = options.user === undefined ? 0 : 2
  if (!methods.includes(wanted)) return void socket.end(Buffer.from([5, 255]))
  socket.write(Buffer.from([5, wanted]))
  if (wanted === 2) {
    const user = (await take((await take(2))[1]!)).toString()
    const password = (await take((await take(1))[0]!)).toString()
    const right = user === options.user && password === (options.password ?? '')
    socket.write(Buffer.from([1, right ? 0 : 1]))
    if (!right) return void socket.end()
  }
  const type = (await take(4))[3]!
  const host = type === 3 ? (await take((await take(1))[0]!)).toString() : address(await take(type === 1 ? 4 : 16))
  const port = (await take(2)).readUInt16BE()
  asked.push({ type, host, port })
  const code = options.refuseWith?.(host)
  if (code !== undefined) return void socket.end(Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0]))
  const upstream = connect(port, options.to?.(host) ?? host, () => {
    socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]))
    socket.pipe(upstream).pipe(socket)
  })
  upstream.on('error', () => socket.destroy())
  socket.on('close', () => upstream.destroy())
}

function address(bytes: Buffer): string {
  if (bytes.length === 4) return bytes.join('.')
  return (bytes.toString('hex').match(/.{4}/g) ?? []).map((group) => Number.parseInt(group, 16).toString(16)).join(':')
}

/** Reads exact numbers of bytes. */
function reader(socket: Socket): (count: number) => Promise<Buffer> {
  return (count) =>
    new Promise((resolve, reject) => {
      if (count === 0) return resolve(Buffer.alloc(0))
      const attempt = () => {
        const bytes = socket.read(count) as Buffer | null
        if (bytes === null) return
        socket.off('readable', attempt)
        socket.off('close', reject)
        resolve(bytes)
      }
      socket.on('readable', attempt)
      socket.once('close', reject)
      attempt()
    })
}
