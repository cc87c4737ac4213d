/** An event that never arrives, as when a client reconnects without saying what it saw last. */
import { type Borders, stageEvents } from '../kit/event-stages.ts'
import { defineFault } from '../model/fault.ts'
import type { ByteStage } from '../model/stage.ts'

export const dropEvent = defineFault({
  name: 'drop_event',
  summary: 'Leaves one of the Server-Sent Events, or one message of a WebSocket, out.',
  family: 'stream',
  options: { event: { kind: 'integer', summary: 'Number of the event, from 1.', min: 1, default: 1 } },
  explain: ({ event }) => `leave event ${event} out of the stream`,
  handle: (values, request, next, context, tools) =>
    stageEvents(next(request, context), request, context, { ...tools, fault: 'drop_event' }, (borders) =>
      drop(values.event, borders),
    ),
})

function drop(wanted: number, newBorders: () => Borders): ByteStage {
  return (next) => {
    const borders = newBorders()
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
