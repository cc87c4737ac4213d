/** HTTP/2 error codes (RFC 9113 §7): their names, and what follows from them. */
import { constants } from 'node:http2'
import type { Failure } from '../../model/message.ts'

const codes: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(constants)
    .filter(([name]) =>
      /^NGHTTP2_(NO_ERROR|[A-Z_]+_ERROR|SETTINGS_TIMEOUT|STREAM_CLOSED|REFUSED_STREAM|CANCEL|CONNECT_ERROR|ENHANCE_YOUR_CALM|INADEQUATE_SECURITY|HTTP_1_1_REQUIRED)$/.test(
        name,
      ),
    )
    .filter(([, value]) => typeof value === 'number' && value >= 0)
    .map(([name, value]) => [value as number, name.slice(8)]),
)

/** The name of an HTTP/2 error code (RFC 9113 §7). */
export function codeName(code: number): string {
  return codes[code] ?? `error code ${code}`
}

/** What the end of a client's stream before its answer's means. */
export function clientLeft(code: number | undefined): Failure {
  const message =
    (code ?? 0) === 0 ? 'the client closed the connection' : `the client reset the stream with ${codeName(code!)}`
  return { code: 'client_abort', message, leg: 'client' }
}

/** What it means that the upstream reset a stream. */
export function upstreamReset(code: number): Failure {
  const message = `the upstream reset the stream with ${codeName(code)}`
  return { code: 'upstream_h2', message, leg: 'upstream', errorCode: code }
}

/** Stream errors after which the request may be sent again (RFC 9113 §8.7). */
export function isUnprocessed(code: number | undefined): boolean {
  return code === constants.NGHTTP2_REFUSED_STREAM
}
