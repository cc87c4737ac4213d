/** Makes a server of this floor listen, and says for people why it cannot. */
import type { Server } from 'node:http'
import { formatHost } from '../kit/authority.ts'
import { MiddleboxError } from '../model/errors.ts'

/** The port that it got. `option`: the one that says where. @throws MiddleboxError port_taken, listen_failed */
export function bind(
  server: Server,
  { host, port }: { host: string; port: number },
  { name, option }: { name: string; option: string },
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      const found = taken ? 'one in use' : (error.code ?? error.message)
      const message = `Expected an address for ${name} that can be listened on, got ${formatHost('http', host, port)}: ${found}.`
      const hint = taken ? `Choose another port with ${option}, or ${option} 0 for any free one.` : `Check ${option}.`
      reject(new MiddleboxError(taken ? 'port_taken' : 'listen_failed', message, hint, { cause: error }))
    })
    server.listen({ host, port }, () => {
      server.on('error', () => {})
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}
