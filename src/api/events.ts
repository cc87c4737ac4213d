/**
 * `GET /events`: lines as they come, for as long as somebody listens. A reader that is too slow is told how much it missed
 * and sent away: the proxy must not grow because of it.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ApiSource } from './listen.ts'

/** Bytes written and not taken, above which a reader is too slow. */
const mostWaiting = 1024 * 1024
/** ms it then has to take what was written. */
const lastChance = 10_000
/** ms between two signs of life, so that one who is gone is noticed. */
const beat = 15_000

export function streamEvents(request: IncomingMessage, response: ServerResponse, source: ApiSource): void {
  const { clock, warn } = source
  const serverSent = /\btext\/event-stream\b/.test(request.headers.accept ?? '')
  response.writeHead(200, {
    'Content-Type': serverSent ? 'text/event-stream; charset=utf-8' : 'application/x-ndjson; charset=utf-8',
    'Cache-Control': 'no-store',
  })
  response.flushHeaders()
  const format = (line: string): string => (serverSent ? `data: ${line}\n\n` : `${line}\n`)
  let lost = 0
  const leave = source.lines((lines) => {
    // One fact may be two lines.
    for (const line of lines.split('\n')) {
      if (lost > 0) lost++
      else if (response.writableLength > mostWaiting) sendAway()
      else response.write(format(line))
    }
  })
  const pulse = clock.every(beat, () => {
    if (lost === 0 && response.writableLength === 0) response.write(serverSent ? ':\n\n' : '\n')
  })
  const sendAway = (): void => {
    lost = 1
    const timer = clock.after(lastChance, () => response.destroy())
    response.once('drain', () => {
      timer.stop()
      const message = `this reader is too slow: ${lost} ${lost === 1 ? 'line was' : 'lines were'} not sent`
      const at = new Date(clock.now()).toISOString()
      response.end(format(JSON.stringify({ type: 'warning', v: 1, at, code: 'lines_lost', message })))
    })
    warn('api_reader', 'a reader of /events is too slow and was sent away')
  }
  response.once('close', () => {
    pulse.stop()
    leave()
  })
}
