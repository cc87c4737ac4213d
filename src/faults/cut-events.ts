/** An event stream that breaks off between two events: what reconnection with Last-Event-ID is for. */
import { type Borders, stageEvents } from '../kit/event-stages.ts'
import { defineFault } from '../model/fault.ts'
import type { ByteStage } from '../model/stage.ts'

export const cutEvents = defineFault({
  name: 'cut_events',
  summary: 'Ends the connection right after an event of Server-Sent Events, or a message of a WebSocket.',
  family: 'stream',
  options: {
    after: { kind: 'integer', summary: 'Number of the last event that passes; 0 lets none pass.', min: 0, default: 1 },
  },
  explain: ({ after }) =>
    after === 0 ? 'end the event stream before its first event' : `end the event stream after event ${after}`,
  handle: ({ after }, request, next, context, tools) =>
    stageEvents(next(request, context), request, context, { ...tools, fault: 'cut_events' }, (borders) =>
      cutAfter(after, borders),
    ),
})

function cutAfter(last: number, newBorders: () => Borders): ByteStage {
  return (next, tools) => {
    const borders = newBorders()
    return {
      write(chunk) {
        let flowing = true
        for (const { bytes, event, ends } of borders.split(chunk)) {
          if (event <= last) flowing = next.write(bytes)
          if (event < last || (event === last && !ends)) continue
          tools.cut('close')
          return true
        }
        return flowing
      },
      end: (trailers) => next.end(trailers),
      fail: (failure) => next.fail(failure),
    }
  }
}
