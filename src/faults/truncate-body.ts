/** A body that is shorter than it was, in a message that is whole: Content-Length is repaired. Cut connections are `limit_data`. */
import { changeAnswer, hasContent, stageBody } from '../kit/answer-edit.ts'
import { toldStage } from '../kit/tell-body.ts'
import { defineFault } from '../model/fault.ts'
import type { ByteStage } from '../model/stage.ts'

export const truncateBody = defineFault({
  name: 'truncate_body',
  summary: 'Ends the response body, as encoded, after a number of bytes; the message stays well-formed.',
  family: 'http',
  options: { bytes: { kind: 'bytes', summary: 'Bytes of the body that are left.' } },
  explain: ({ bytes }) => `end the response body after ${bytes} bytes`,
  handle: ({ bytes }, request, next, context, tools) =>
    changeAnswer(next(request, context), (answer) => {
      if (!hasContent(request, answer)) return answer
      const { length } = answer.body
      const left = length === null ? null : Math.min(length, bytes)
      const stage = toldStage(truncate(bytes), context, 'fault truncate_body', length)
      return stageBody(answer, { ...tools, fault: 'truncate_body' }, stage, left)
    }),
})

function truncate(bytes: number): ByteStage {
  return (next) => {
    let left = bytes
    return {
      write(chunk) {
        if (chunk.length <= left) {
          left -= chunk.length
          return next.write(chunk)
        }
        if (left > 0) next.write(chunk.subarray(0, left))
        next.end()
        return true
      },
      end: (trailers) => next.end(trailers),
      fail: (failure) => next.fail(failure),
    }
  }
}
