/** Exchanges of a file, printed as they would have been when they happened. */
import type { Exchange } from '../model/exchange.ts'
import { exchangeLine, isOpenWebSocket, websocketLine } from './line.ts'
import { formatExchange } from './lines.ts'
import type { FaceOutput } from './outlet.ts'
import { createPaint } from './paint.ts'

/** Lines for people, or NDJSON of the shipped schema. */
export function printRecorded(exchanges: readonly Exchange[], json: boolean, output: FaceOutput): void {
  const paint = createPaint(output.color)
  const lines = exchanges.flatMap((exchange) => {
    if (!json) return [formatExchange(exchange, paint, output.columns)]
    const socket = isOpenWebSocket(exchange) ? [websocketLine(exchange)] : []
    return [...socket, exchangeLine(exchange)].map((line) => JSON.stringify(line))
  })
  if (lines.length > 0) output.write(`${lines.join('\n')}\n`, () => {})
}
