/** A phase of the scenario that begins, as a line for people and for programs. */
import { readableDuration } from '../kit/readable.ts'
import { fit } from '../kit/width.ts'
import type { PhaseReport } from '../store/index.ts'
import { instant, version } from './line-parts.ts'
import { toInstant } from './line-pieces.ts'
import type { Paint } from './paint.ts'
import { type Infer, count, described, literal, nullable, object, oneOf, optional, text } from './schema.ts'

export const phaseShape = object({
  type: literal('phase'),
  v: version,
  at: instant,
  name: described(nullable(text), 'As the scenario names it; null once it is over.'),
  run: described(count, 'Phases entered before this one, repetitions included.'),
  state: optional(described(oneOf('up', 'down'), 'Of a phase that flaps: its rules act while it is down.')),
  until: optional(described(instant, 'When the next change comes.')),
})

export type PhaseLine = Infer<typeof phaseShape>

export function phaseLine({ at, name, run, state, until }: PhaseReport): PhaseLine {
  return {
    type: 'phase',
    v: 1,
    at: toInstant(at),
    name,
    run,
    ...(state !== undefined && { state }),
    ...(until !== undefined && { until: toInstant(until) }),
  }
}

export function formatPhase({ at, name, state, until }: PhaseReport, paint: Paint): string {
  const time = paint('dim', new Date(at).toTimeString().slice(0, 8))
  const word = paint('bold', fit('PHASE', 7))
  if (name === null) return `${time} ${word} the scenario is over`
  const flapping = state === undefined ? '' : ` ${paint(state === 'up' ? 'green' : 'red', state)}`
  const rest =
    until === undefined ? '' : `  ${paint('dim', `for ${readableDuration(Math.round((until - at) / 10) * 10)}`)}`
  return `${time} ${word} ${name}${flapping}${rest}`
}
