/** A body that stops on the way and goes on later: what read timeouts are for. */
import { changeAnswer, hasContent, stageBody } from '../kit/answer-edit.ts'
import { DelayLine } from '../kit/delay-line.ts'
import { readableDuration } from '../kit/readable.ts'
import { defineFault } from '../model/fault.ts'
import type { ByteStage } from '../model/stage.ts'

export const stall = defineFault({
  name: 'stall',
  summary: 'Stops the response body after a number of bytes for a time; then it goes on.',
  family: 'http',
  options: {
    after: { kind: 'bytes', summary: 'Bytes of the body that come before.', default: 0 },
    for: { kind: 'duration', summary: 'How long nothing comes.', default: 10_000 },
  },
  explain: (values) => `stop the response body after ${values.after} bytes for ${readableDuration(values.for)}`,
  handle: (values, request, next, context, tools) =>
    changeAnswer(next(request, context), (answer) => {
      if (!hasContent(request, answer)) return answer
      return stageBody(answer, { ...tools, fault: 'stall' }, pause(values.after, values.for), answer.body.length)
    }),
})

function pause(after: number, ms: number): ByteStage {
  return (next, tools) => {
    let left = after
    let until: number | undefined
    return new DelayLine(next, tools, (chunk, hold) => {
      const now = tools.now()
      if (chunk.length < left) {
        left -= chunk.length
        return hold(chunk, now)
      }
      if (until !== undefined) return hold(chunk, until)
      until = now + ms
      if (left > 0) hold(chunk.subarray(0, left), now)
      // Empty when the chunk ends here; then it is the end that waits behind it.
      hold(chunk.subarray(left), until)
      left = 0
    })
  }
}
