/** One request over HTTP/1 of which only the status is read. */
import type { Duplex } from 'node:stream'

/** A status line is short; what has none by then is no HTTP. */
const longest = 4096

/** The status, or why there was none. */
export function probeHttp1(socket: Duplex, host: string, path: string): Promise<number | string> {
  return new Promise((resolve) => {
    let text = ''
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      const status = /^HTTP\/1\.[01] (\d{3})[ \r\n]/.exec(text)?.[1]
      if (status !== undefined) resolve(Number(status))
      else if (text.length > longest || (text.length > 12 && !text.startsWith('HTTP/1.')))
        resolve('its answer is no HTTP/1')
    })
    socket.once('close', () => resolve('it closed the connection without an answer'))
    socket.once('end', () => resolve('it closed the connection without an answer'))
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: middlebox-health\r\nConnection: close\r\n\r\n`)
    socket.resume()
  })
}
