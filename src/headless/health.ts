/** An upstream that fell ill or got well, and a circuit breaker that changed, as a line for people and for programs. */
import { sanitize } from '../kit/sanitize.ts'
import { fit } from '../kit/width.ts'
import type { HealthReport } from '../store/index.ts'
import { instant, version } from './line-parts.ts'
import { toInstant } from './line-pieces.ts'
import type { Paint } from './paint.ts'
import { type Infer, described, literal, object, oneOf, optional, text } from './schema.ts'

export const healthShape = object({
  type: literal('health'),
  v: version,
  at: instant,
  listener: optional(
    described(text, 'host:port of the listener of the route; absent when there is one reverse listener.'),
  ),
  route: described(text, 'The match of the route, as written, with its methods and headers.'),
  upstream: optional(described(text, 'Its URL; absent when the line is about the circuit breaker of the route.')),
  state: oneOf('healthy', 'unhealthy', 'closed', 'open', 'half-open', 'forgotten'),
  by: described(oneOf('check', 'traffic', 'breaker', 'routes'), 'What found it out, or that the routes changed.'),
  reason: text,
})

export type HealthLine = Infer<typeof healthShape>

export function healthLine({ at, listener, route, upstream, state, by, reason }: HealthReport): HealthLine {
  return {
    type: 'health',
    v: 1,
    at: toInstant(at),
    ...(listener !== undefined && { listener }),
    route,
    ...(upstream !== undefined && { upstream }),
    state,
    by,
    reason,
  }
}

const colours = {
  healthy: 'green',
  closed: 'green',
  'half-open': 'yellow',
  forgotten: 'dim',
  unhealthy: 'red',
  open: 'red',
} as const

export function formatHealth({ at, listener, route, upstream, state, reason }: HealthReport, paint: Paint): string {
  const time = new Date(at).toTimeString().slice(0, 8)
  const where = listener === undefined ? route : `${route} on ${listener}`
  const what = sanitize(upstream === undefined ? `the circuit breaker of ${where}` : `${upstream} (${where})`)
  return `${paint('dim', time)} ${paint('bold', fit('HEALTH', 7))} ${what} is ${paint(colours[state], state)}  ${paint('dim', sanitize(reason))}`
}
