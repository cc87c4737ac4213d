/** The first bytes of a TLS client, as OpenSSL writes them. */
import { Duplex } from 'node:stream'
import { connect, type ConnectionOptions } from 'node:tls'

export function clientHello(options: ConnectionOptions = {}): Promise<Buffer> {
  return new Promise((resolve) => {
    const wire = new Duplex({
      read() {},
      write(chunk: Buffer, _encoding, done) {
        done()
        resolve(chunk)
        setImmediate(() => secured.destroy())
      },
    })
    const secured = connect({ socket: wire, rejectUnauthorized: false, ...options })
    secured.on('error', () => {})
  })
}
