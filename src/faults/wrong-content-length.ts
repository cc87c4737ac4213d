/** A Content-Length that is not the body's: clients wait for bytes that never come, or find bytes that belong to no message. */
import { changeAnswer, editFields, hasContent, stageBody } from '../kit/answer-edit.ts'
import { defineFault } from '../model/fault.ts'
import type { ByteStage } from '../model/stage.ts'

export const wrongContentLength = defineFault({
  name: 'wrong_content_length',
  summary: 'Announces another length than the response body has, then closes the connection.',
  family: 'http',
  options: {
    by: {
      kind: 'integer',
      summary:
        'Bytes announced above (or below) the true length. Of a length that is not known beforehand, only this is announced.',
      default: 10,
    },
  },
  explain: ({ by }) =>
    `announce a Content-Length that is ${Math.abs(by)} bytes too ${by < 0 ? 'small' : 'large'}, and close the connection after the body`,
  handle: ({ by }, request, next, context, tools) =>
    changeAnswer(next(request, context), (answer) => {
      if (!hasContent(request, answer)) return answer
      const changer = { ...tools, fault: 'wrong_content_length' }
      const length = Math.max(0, (answer.body.length ?? 0) + by)
      const staged = stageBody(answer, changer, closeAfterwards, length)
      return editFields(staged, changer, (edit) => {
        edit.remove('transfer-encoding')
        edit.set('Content-Length', String(length))
      })
    }),
})

/** The next message on the connection would be taken for the rest of this one. */
const closeAfterwards: ByteStage = (next, tools) => ({
  write: (chunk) => next.write(chunk),
  end: () => tools.cut('close'),
  fail: (failure) => next.fail(failure),
})
