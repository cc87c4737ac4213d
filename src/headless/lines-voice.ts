/** The voice for people: readable, coloured lines. */
import { plainAdvice } from './advice.ts'
import { formatHealth } from './health.ts'
import { formatExchange, formatListening, formatOpen, formatTlsError, formatTry, formatTunnel } from './lines.ts'
import type { FaceOutput } from './outlet.ts'
import { createPaint } from './paint.ts'
import { formatPaused, formatResumed } from './pauses.ts'
import { formatPhase } from './phase.ts'
import { formatSummary } from './summary.ts'
import { trustHint } from './tls-error.ts'
import type { FaceSource, Voice } from './voice.ts'

export function createLinesVoice(source: FaceSource, output: FaceOutput): Voice {
  const { listening, forCommand, advice = plainAdvice } = source
  const paint = createPaint(output.color)
  return {
    listening: (at = listening) => formatListening(at, paint),
    invitation: () => (forCommand ? undefined : formatTry(listening, paint)),
    exchange(exchange) {
      // An opened tunnel says nothing that the exchanges inside it, the tunnel's own line or the TLS failure do not say.
      const opened = exchange.kind === 'connect' && exchange.status !== null && exchange.status < 300
      return opened ? undefined : formatExchange(exchange, paint, output.columns)
    },
    open: (exchange) => formatOpen(exchange, paint, output.columns),
    tunnel: (tunnel) => formatTunnel(tunnel, paint),
    tlsError: (failure) => formatTlsError(failure, trustHint(source, failure), paint),
    phase: (report) => formatPhase(report, paint),
    health: (report) => formatHealth(report, paint),
    paused: (event, exchange) => formatPaused(event, exchange, paint),
    resumed: (event) => formatResumed(event, paint),
    warning: () => undefined,
    summary: (totals) => formatSummary(totals, paint, forCommand ? advice : undefined),
  }
}
