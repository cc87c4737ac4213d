/** Refusals in the form that Prism gives them: problem details (RFC 9457) with its names. */
import { Buffer } from 'node:buffer'
import type { Verdict } from '../../model/verdict.ts'
import { answerWith, headFor } from '../respond/answer.ts'

type Kind = 'UNPROCESSABLE_ENTITY' | 'NO_METHOD_MATCHED_ERROR' | 'NOT_FOUND' | 'NOT_ACCEPTABLE' | 'INVALID_CONTENT_TYPE'

export function problemAnswer(
  status: number,
  kind: Kind,
  title: string,
  detail: string,
  more: { headers?: readonly (readonly [string, string])[]; validation?: readonly unknown[] } = {},
): Verdict {
  const { headers = [], validation } = more
  const type = `https://stoplight.io/prism/errors#${kind}`
  const bytes = Buffer.from(JSON.stringify({ type, title, status, detail, ...(validation && { validation }) }))
  return answerWith(headFor({ status, headers }, bytes.length, 'application/problem+json'), bytes)
}
