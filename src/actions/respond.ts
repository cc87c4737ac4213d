/** `respond`: an answer without asking the upstream, or in place of the one it gave. */
import { Buffer } from 'node:buffer'
import { BytesBody } from '../kit/body.ts'
import { contentTypeOf } from '../kit/content-type.ts'
import { readBytes } from '../kit/files.ts'
import { reasons } from '../kit/reasons.ts'
import { sameName } from '../kit/fields.ts'
import type { Verdict } from '../model/verdict.ts'
import { defineAction } from './action.ts'
import type { Pairs } from './attribute.ts'

type Values = {
  status?: number
  reason?: string
  headers?: Pairs
  body?: string
  json?: unknown
  file?: string
}

export const respond = defineAction<Values>({
  name: 'respond',
  summary: 'answers without asking the upstream, or in place of its answer',
  example: '{ status: 503, headers: { Retry-After: 5 }, json: { error: down } }',
  attributes: {
    status: { kind: 'integer', min: 200, max: 599, summary: 'the status; 200 when not given' },
    reason: { kind: 'text', summary: 'the reason phrase; the usual one when not given' },
    headers: { kind: 'fields', summary: 'header fields; Content-Type and Content-Length are made when not given' },
    body: { kind: 'text', summary: 'the body as text' },
    json: { kind: 'json', summary: 'the body as a JSON value' },
    file: { kind: 'path', must: 'file', summary: 'a file that holds the body, read for each answer' },
  },
  latest: () => 'response',
  check(values) {
    const given = (['body', 'json', 'file'] as const).filter((name) => values[name] !== undefined)
    return given.length > 1 ? `Expected one of body, json and file, got ${given.join(' and ')}` : undefined
  },
  explain({ status = 200, body, json, file }) {
    const what =
      json !== undefined ? ' with JSON' : file !== undefined ? ` with the file ${file}` : body ? ' with a text' : ''
    return `answer ${status}${what}`
  },
  prepare(values) {
    const { file } = values
    if (file === undefined) {
      const bytes = Buffer.from(values.json === undefined ? (values.body ?? '') : JSON.stringify(values.json))
      const head = headFor(values, bytes.length)
      return { answer: () => answerWith(head, bytes) }
    }
    return {
      async answer(_request, tools) {
        try {
          const bytes = await readBytes(file)
          return answerWith(headFor(values, bytes.length), bytes)
        } catch (error) {
          tools.warn(`cannot answer with ${file}: ${(error as Error).message}`)
          const message = Buffer.from(
            `middlebox: the file of this answer cannot be read: ${(error as Error).message}\n`,
          )
          return answerWith(
            headFor({ status: 500, headers: [['Content-Type', 'text/plain; charset=utf-8']] }, message.length),
            message,
          )
        }
      },
    }
  },
})

type AnswerHead = Extract<Verdict, { kind: 'respond' }>['head']

function answerWith(head: AnswerHead, bytes: Uint8Array): Verdict {
  return { kind: 'respond', head, body: new BytesBody(bytes), from: 'mock', patches: [] }
}

function headFor({ status = 200, reason, headers = [], json, file, body }: Values, length: number): AnswerHead {
  const named = (name: string) => headers.some(([one]) => sameName(one, name))
  const fields = headers.flat()
  const type =
    json !== undefined
      ? 'application/json'
      : file !== undefined
        ? contentTypeOf(file)
        : body && 'text/plain; charset=utf-8'
  if (type && !named('content-type')) fields.push('Content-Type', type)
  // RFC 9110 §8.6: none with 204; a 304 need not say what it does not send.
  if (status !== 204 && status !== 304 && !named('content-length')) fields.push('Content-Length', String(length))
  return { status, reason: reason ?? reasons[status] ?? '', version: '1.1', fields }
}
