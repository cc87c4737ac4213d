/** Toxiproxy's latency: every chunk arrives later by the same time, give or take. Delays of chunks overlap and do not add up. */
import { DelayLine, bytesUnderWay } from '../kit/delay-line.ts'
import { readableDuration } from '../kit/readable.ts'
import { defineFault } from '../model/fault.ts'

export const latency = defineFault({
  name: 'latency',
  summary: 'Delays all bytes by a time, with an optional jitter.',
  family: 'toxiproxy',
  options: {
    latency: { kind: 'duration', summary: 'How long each chunk is delayed.' },
    jitter: { kind: 'duration', summary: 'The delay varies by up to this, either way.', default: 0 },
  },
  explain: (values) =>
    `delay every chunk by ${readableDuration(values.latency)}${values.jitter > 0 ? ` ± ${readableDuration(values.jitter)}` : ''}`,
  bytes: (values) => (next, tools) =>
    new DelayLine(
      next,
      tools,
      (chunk, hold) => {
        const jitter = values.jitter === 0 ? 0 : (tools.random('jitter') * 2 - 1) * values.jitter
        hold(chunk, tools.now() + values.latency + jitter)
      },
      bytesUnderWay,
    ),
})
