/** `block`: the request is refused, with a status or by hanging up. */
import { textBody } from '../kit/body.ts'
import { reasons } from '../kit/reasons.ts'
import type { Failure } from '../model/message.ts'
import type { Verdict } from '../model/verdict.ts'
import { defineAction } from './action.ts'

/** nginx's status for "close without an answer", as mitmproxy's block_list takes it. */
const hangUp = 444

export const block = defineAction<{ status?: number }>({
  name: 'block',
  summary: 'refuses the request, with a status or by closing the connection',
  example: '403',
  attributes: {
    status: {
      kind: 'integer',
      min: 200,
      max: 599,
      summary: 'the status of the refusal, 403 when not given; 444 = hang up without an answer',
    },
  },
  latest: () => 'response',
  explain: ({ status = 403 }) => (status === hangUp ? 'hang up without an answer' : `refuse with ${status}`),
  prepare({ status = 403 }) {
    return { answer: (_request, { cause }) => (status === hangUp ? hangUpVerdict(cause) : refusal(status, cause)) }
  },
})

function failureOf(cause: string): Failure {
  return { code: 'blocked', message: `blocked by ${cause}`, leg: 'middlebox' }
}

function hangUpVerdict(cause: string): Verdict {
  return { kind: 'abort', how: 'close', scope: 'stream', from: 'middlebox', failure: failureOf(cause) }
}

function refusal(status: number, cause: string): Verdict {
  const body = textBody(status === 204 || status === 304 ? '' : `middlebox: blocked by ${cause}\n`)
  const fields = ['Content-Type', 'text/plain; charset=utf-8', 'Content-Length', String(body.length)]
  const head = {
    status,
    reason: reasons[status] ?? '',
    version: '1.1' as const,
    fields: status === 204 || status === 304 ? [] : fields,
  }
  return { kind: 'respond', head, body, from: 'middlebox', patches: [], failure: failureOf(cause) }
}
