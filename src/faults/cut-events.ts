/** An event stream that breaks off between two events: what reconnection with Last-Event-ID is for. */
import { changeAnswer, isEventStream, stageBody } from '../kit/answer-edit.ts'
import { EventBorders } from '../kit/event-borders.ts'
import { defineFault } from '../model/fault.ts'
import type { ByteStage } from '../model/stage.ts'

export const cutEvents = defineFault({
  name: 'cut_events',
  summary: 'Ends the connection of Server-Sent Events right after an event.',
  family: 'stream',
  options: {
    after: { kind: 'integer', summary: 'Number of the last event that passes; 0 lets none pass.', min: 0, default: 1 },
  },
  explain: ({ after }) =>
    after === 0 ? 'end the event stream before its first event' : `end the event stream after event ${after}`,
  handle: ({ after }, request, next, context, tools) =>
    changeAnswer(next(request, context), (answer) => {
      if (!isEventStream(answer)) return answer
      return stageBody(answer, { ...tools, fault: 'cut_events' }, cutAfter(after), null)
    }),
})

function cutAfter(last: number): ByteStage {
  return (next, tools) => {
    const borders = new EventBorders()
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
