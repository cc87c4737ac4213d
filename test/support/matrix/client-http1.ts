/** An HTTP/1 client: in the clear it asks the proxy for absolute URLs, inside a tunnel it asks as it would the origin. */
import type { Socket } from 'node:net'
import type { RawConnection } from '../raw.ts'
import type { Call, Client, ClientName } from './client.ts'
import type { SeenHead } from './message.ts'
import { type Read, follow, readHttp1 } from './read-http1.ts'
import { writeHttp1 } from './write-http1.ts'

/** `tcp`: the socket under the connection's TLS, which is what can be reset. */
export function http1Client(name: ClientName, connection: RawConnection, tcp: Socket): Client {
  const version = name === '1.0' ? '1.0' : '1.1'
  // A kept connection answers in order: each answer begins where the one before it ends.
  let begin: () => number | undefined = () => 0
  return {
    name,
    ask: ({ method = 'GET', authority, path, fields = [], body = 'none' }): Call => {
      const target = name === '1.1 in TLS' ? path : `http://${authority}${path}`
      const from = begin
      const writer = writeHttp1(
        connection,
        `${method} ${target} HTTP/${version}`,
        [['Host', authority], ...fields],
        body,
        true,
      )
      const read = (): { interims: SeenHead[]; final: Read | undefined } => {
        const interims: SeenHead[] = []
        for (let at = from(); at !== undefined;) {
          const message = readHttp1(connection.received(), at, method)
          if (message === undefined || message.head.status >= 200) return { interims, final: message }
          interims.push(message.head)
          at = message.end
        }
        return { interims, final: undefined }
      }
      begin = () => read().final?.end
      return {
        ...writer,
        ...follow(connection, () => read().final),
        interims: () => read().interims,
        interim: async (n) => {
          await connection.until(() => read().interims.length > n)
          return read().interims[n]!
        },
        abort: () => void tcp.resetAndDestroy(),
        halfClose: () => void connection.socket.end(),
      }
    },
    close: () => {
      connection.close()
      tcp.destroy()
    },
  }
}
