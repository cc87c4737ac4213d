/** The voice of `--json`: every fact is a line of the schema. */
import {
  exchangeLine,
  isOpenWebSocket,
  listeningLine,
  openLine,
  summaryLine,
  tlsErrorLine,
  tunnelLine,
  warningLine,
  websocketLine,
} from './line.ts'
import type { Line } from './line-schema.ts'
import { formatNdjson } from './ndjson.ts'
import { redactLine } from './redact-line.ts'
import { trustHint } from './tls-error.ts'
import type { FaceSource, Voice } from './voice.ts'

export function createNdjsonVoice(source: FaceSource): Voice {
  const { listening, redactor } = source
  const format = (line: Line) => formatNdjson(redactor === undefined ? line : redactLine(line, redactor))
  return {
    listening: () => format(listeningLine(listening)),
    invitation: () => undefined,
    exchange(exchange) {
      const line = format(exchangeLine(exchange))
      return isOpenWebSocket(exchange) ? `${format(websocketLine(exchange))}\n${line}` : line
    },
    open: (exchange) => format(openLine(exchange)),
    tunnel: (tunnel, state) => format(tunnelLine(tunnel, state)),
    tlsError: (failure) => format(tlsErrorLine(failure, trustHint(source))),
    warning: (warning) => format(warningLine(warning)),
    summary: (totals) => format(summaryLine(totals)),
  }
}
