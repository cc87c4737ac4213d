/** An event stream that falls silent between two events: what a client's watch for dead streams is for. */
import { changeAnswer, isEventStream, stageBody } from '../kit/answer-edit.ts'
import { DelayLine } from '../kit/delay-line.ts'
import { EventBorders } from '../kit/event-borders.ts'
import { readableDuration } from '../kit/readable.ts'
import { defineFault } from '../model/fault.ts'
import type { ByteStage } from '../model/stage.ts'

export const stallEvents = defineFault({
  name: 'stall_events',
  summary: 'Stops Server-Sent Events after an event for a time; then they go on.',
  family: 'stream',
  options: {
    after: { kind: 'integer', summary: 'Number of the last event that passes before; 0 for none.', min: 0, default: 1 },
    for: { kind: 'duration', summary: 'How long nothing comes.', default: 10_000 },
  },
  explain: (values) =>
    `stop the event stream ${values.after === 0 ? 'before its first event' : `after event ${values.after}`} for ${readableDuration(values.for)}`,
  handle: (values, request, next, context, tools) =>
    changeAnswer(next(request, context), (answer) => {
      if (!isEventStream(answer)) return answer
      return stageBody(
        answer,
        { ...tools, fault: 'stall_events' },
        stallAfter(values.after, values.for),
        answer.body.length,
      )
    }),
})

function stallAfter(last: number, ms: number): ByteStage {
  return (next, tools) => {
    const borders = new EventBorders()
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
