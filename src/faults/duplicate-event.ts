/** An event that arrives twice, as after a reconnection that replays too much: what idempotent handlers are for. */
import { type Borders, stageEvents } from '../kit/event-stages.ts'
import { defineFault } from '../model/fault.ts'
import type { ByteStage } from '../model/stage.ts'

/** Longest event that is repeated: it is kept in memory until its end. */
const most = 1_048_576

export const duplicateEvent = defineFault({
  name: 'duplicate_event',
  summary: 'Sends one of the Server-Sent Events, or one message of a WebSocket, twice, as far as it has at most 1 MiB.',
  family: 'stream',
  options: { event: { kind: 'integer', summary: 'Number of the event, from 1.', min: 1, default: 1 } },
  explain: ({ event }) => `send event ${event} of the stream twice`,
  handle: (values, request, next, context, tools) =>
    stageEvents(next(request, context), request, context, { ...tools, fault: 'duplicate_event' }, (borders) =>
      repeat(values.event, borders),
    ),
})

function repeat(wanted: number, newBorders: () => Borders): ByteStage {
  return (next) => {
    const borders = newBorders()
    let kept: Uint8Array[] = []
    let size = 0
    return {
      write(chunk) {
        let flowing = true
        for (const { bytes, event, ends } of borders.split(chunk)) {
          flowing = next.write(bytes)
          if (event !== wanted) continue
          size += bytes.length
          if (size <= most) kept.push(bytes)
          if (!ends) continue
          if (size <= most) for (const piece of kept) flowing = next.write(piece)
          kept = []
        }
        return flowing
      },
      end: (trailers) => next.end(trailers),
      fail: (failure) => next.fail(failure),
    }
  }
}
