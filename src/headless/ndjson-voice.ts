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
import { formatNdjson } from './ndjson.ts'
import type { FaceSource, Voice } from './voice.ts'

export function createNdjsonVoice({ listening }: FaceSource): Voice {
  return {
    listening: () => formatNdjson(listeningLine(listening)),
    invitation: () => undefined,
    exchange(exchange) {
      const line = formatNdjson(exchangeLine(exchange))
      return isOpenWebSocket(exchange) ? `${formatNdjson(websocketLine(exchange))}\n${line}` : line
    },
    open: (exchange) => formatNdjson(openLine(exchange)),
    tunnel: (tunnel, state) => formatNdjson(tunnelLine(tunnel, state)),
    tlsError: (failure) => formatNdjson(tlsErrorLine(failure, listening.ca)),
    warning: (warning) => formatNdjson(warningLine(warning)),
    summary: (totals) => formatNdjson(summaryLine(totals)),
  }
}
