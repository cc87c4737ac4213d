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
import { healthLine } from './health.ts'
import type { Line } from './line-schema.ts'
import { formatNdjson } from './ndjson.ts'
import { pausedLine, resumedLine } from './pauses.ts'
import { phaseLine } from './phase.ts'
import { redactLine } from './redact-line.ts'
import { trustHint } from './tls-error.ts'
import type { FaceSource, Voice } from './voice.ts'

export function createNdjsonVoice(source: FaceSource): Voice {
  const { listening, redactor } = source
  const format = (line: Line) => formatNdjson(redactor === undefined ? line : redactLine(line, redactor))
  return {
    listening: (at = listening) => format(listeningLine(at)),
    invitation: () => undefined,
    exchange(exchange) {
      const line = format(exchangeLine(exchange))
      return isOpenWebSocket(exchange) ? `${format(websocketLine(exchange))}\n${line}` : line
    },
    open: (exchange) => format(openLine(exchange)),
    tunnel: (tunnel, state) => format(tunnelLine(tunnel, state)),
    tlsError: (failure) => format(tlsErrorLine(failure, trustHint(source, failure))),
    phase: (report) => format(phaseLine(report)),
    health: (report) => format(healthLine(report)),
    paused: (event) => format(pausedLine(event)),
    resumed: (event) => format(resumedLine(event)),
    warning: (warning) => format(warningLine(warning)),
    summary: (totals) => format(summaryLine(totals)),
  }
}
