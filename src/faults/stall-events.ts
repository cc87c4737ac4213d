/** An event stream that falls silent between two events: what a client's watch for dead streams is for. */
import { DelayLine } from '../kit/delay-line.ts'
import { type Borders, stageEvents } from '../kit/event-stages.ts'
import { readableDuration } from '../kit/readable.ts'
import { defineFault } from '../model/fault.ts'
import type { ByteStage } from '../model/stage.ts'

export const stallEvents = defineFault({
  name: 'stall_events',
  summary: 'Stops Server-Sent Events, or the messages of a WebSocket, after one for a time; then they go on.',
  family: 'stream',
  options: {
    after: { kind: 'integer', summary: 'Number of the last event that passes before; 0 for none.', min: 0, default: 1 },
    for: { kind: 'duration', summary: 'How long nothing comes.', default: 10_000 },
  },
  explain: (values) =>
    `stop the event stream ${values.after === 0 ? 'before its first event' : `after event ${values.after}`} for ${readableDuration(values.for)}`,
  handle: (values, request, next, context, tools) =>
    stageEvents(
      next(request, context),
      request,
      context,
      { ...tools, fault: 'stall_events' },
      (borders) => stallAfter(values.after, values.for, borders),
      true,
    ),
})

function stallAfter(last: number, ms: number, newBorders: () => Borders): ByteStage {
  return (next, tools) => {
    const borders = newBorders()
    let until: number | undefined
    return new DelayLine(next, tools, (chunk, hold) => {
      const now = tools.now()
      for (const { bytes, event, ends } of borders.split(chunk)) {
        if (event > last) until ??= now + ms
        hold(bytes, event > last ? until! : now)
        // The silence begins with the event's end, not with the next event.
        if (event === last && ends) until = now + ms
      }
    })
  }
}
