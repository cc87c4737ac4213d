/** An event that never arrives, as when a client reconnects without saying what it saw last. */
import { changeAnswer, isEventStream, stageBody } from '../kit/answer-edit.ts'
import { EventBorders } from '../kit/event-borders.ts'
import { defineFault } from '../model/fault.ts'
import type { ByteStage } from '../model/stage.ts'

export const dropEvent = defineFault({
  name: 'drop_event',
  summary: 'Leaves one of the Server-Sent Events out.',
  family: 'stream',
  options: { event: { kind: 'integer', summary: 'Number of the event, from 1.', min: 1, default: 1 } },
  explain: ({ event }) => `leave event ${event} out of the stream`,
  handle: (values, request, next, context, tools) =>
    changeAnswer(next(request, context), (answer) => {
      if (!isEventStream(answer)) return answer
      return stageBody(answer, { ...tools, fault: 'drop_event' }, drop(values.event), null)
    }),
})

function drop(wanted: number): ByteStage {
  return (next) => {
    const borders = new EventBorders()
    return {
      write(chunk) {
        let flowing = true
        for (const { bytes, event } of borders.split(chunk)) if (event !== wanted) flowing = next.write(bytes)
        return flowing
      },
      end: (trailers) => next.end(trailers),
      fail: (failure) => next.fail(failure),
    }
  }
}
