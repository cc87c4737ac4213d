/** A body with wrong bytes in it, of the right length: what a checksum, a decoder or a parser should notice. */
import { changeAnswer, hasContent, stageBody } from '../kit/answer-edit.ts'
import { toldStage } from '../kit/tell-body.ts'
import { defineFault } from '../model/fault.ts'
import type { ByteStage } from '../model/stage.ts'

export const corruptBody = defineFault({
  name: 'corrupt_body',
  summary: 'Changes bytes of the response body, as encoded; its length stays.',
  family: 'http',
  options: { every: { kind: 'bytes', summary: 'One byte in each run of this many is wrong.', min: 1, default: 256 } },
  explain: ({ every }) => `change one byte in ${every} bytes of the response body`,
  handle: ({ every }, request, next, context, tools) =>
    changeAnswer(next(request, context), (answer) => {
      if (!hasContent(request, answer)) return answer
      const stage = toldStage(corrupt(every), context, 'fault corrupt_body', answer.body.length)
      return stageBody(answer, { ...tools, fault: 'corrupt_body' }, stage, answer.body.length)
    }),
})

function corrupt(every: number): ByteStage {
  return (next, { random }) => {
    let seen = 0
    let run = 0
    let wrong = -1
    return {
      write(chunk) {
        if (chunk.length === 0) return next.write(chunk)
        // The first wrong byte lies in the first chunk: a body shorter than a run is spoilt as well.
        if (wrong < 0) wrong = Math.floor(random('place') * Math.min(every, chunk.length))
        const from = seen
        seen += chunk.length
        if (wrong >= seen) return next.write(chunk)
        const bytes = Uint8Array.from(chunk)
        while (wrong < seen) {
          // Between 1 and 255: never the byte that was there.
          bytes[wrong - from]! ^= 1 + Math.floor(random('byte') * 255)
          wrong = ++run * every + Math.floor(random('place') * every)
        }
        return next.write(bytes)
      },
      end: (trailers) => next.end(trailers),
      fail: (failure) => next.fail(failure),
    }
  }
}
