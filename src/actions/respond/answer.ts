/** What every mock answer is made of: a head with the fields that its body needs, and where the answer came from. */
import { Buffer } from 'node:buffer'
import { BytesBody } from '../../kit/body.ts'
import { sameName } from '../../kit/fields.ts'
import { reasons } from '../../kit/reasons.ts'
import type { ResponseHead } from '../../model/message.ts'
import type { Verdict } from '../../model/verdict.ts'
import type { ActionTools, Steps } from '../action.ts'
import type { Pairs } from '../attribute.ts'

/** Answers a request; undefined = somebody else shall. */
export type Answering = NonNullable<Steps['answer']>

export type AnswerValues = {
  status?: number
  reason?: string
  headers?: Pairs
  body?: string
  json?: unknown
  file?: string
  template?: string
  exchange?: string
}

export function answerWith(head: ResponseHead, bytes: Uint8Array): Verdict {
  return { kind: 'respond', head, body: new BytesBody(bytes), from: 'mock', patches: [] }
}

/** `type` where the headers name none. */
export function headFor(
  { status = 200, reason, headers = [] }: Pick<AnswerValues, 'status' | 'reason' | 'headers'>,
  length: number,
  type?: string,
): ResponseHead {
  const named = (name: string) => headers.some(([one]) => sameName(one, name))
  const fields = headers.flat()
  if (type && status !== 204 && !named('content-type')) fields.push('Content-Type', type)
  // RFC 9110 §8.6: none with 204; a 304 need not say what it does not send.
  if (status !== 204 && status !== 304 && !named('content-length')) fields.push('Content-Length', String(length))
  return { status, reason: reason ?? reasons[status] ?? '', version: '1.1', fields }
}

/** The answer when there can be none: a 500 that says why, and a warning. */
export function failedAnswer(tools: Pick<ActionTools, 'warn'>, what: string, error: unknown): Verdict {
  const why = `${what}: ${(error as Error).message}`
  tools.warn(why)
  const message = Buffer.from(`middlebox: ${why}\n`)
  return answerWith(headFor({ status: 500 }, message.length, 'text/plain; charset=utf-8'), message)
}
