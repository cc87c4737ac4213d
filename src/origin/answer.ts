/** Answers of the built-in origin: a head in the client's version, with what an origin owes (RFC 9110 §6.6.1) and no more. */
import { BytesBody, emptyBody, textBody } from '../kit/body.ts'
import { reasons } from '../kit/reasons.ts'
import type { Body, Fields, ResponseHead } from '../model/message.ts'
import type { Verdict } from '../model/verdict.ts'
import type { Asked, Unrouted } from './page.ts'

export type Answer = Extract<Verdict, { kind: 'respond' }>

const plain = 'text/plain; charset=utf-8'

/** `type` '' leaves Content-Type out. The length is given when it is known; a stream is framed by the engine. */
export function answer(asked: Unrouted, status: number, type: string, body: Body, extra: Fields = []): Answer {
  const fields = ['Date', new Date(asked.world.clock.now()).toUTCString(), 'Server', 'middlebox']
  fields.push('Cache-Control', 'no-store', ...extra)
  if (type !== '') fields.push('Content-Type', type)
  // RFC 9110 §8.6: no length with 204, and with 304 only that of the body it stands for.
  if (body.length !== null && status !== 204 && status !== 304) fields.push('Content-Length', String(body.length))
  return { kind: 'respond', head: headFor(asked, status, fields), body, from: 'middlebox', patches: [] }
}

/** h2 has lower-case names and no reason (RFC 9113 §8): written so from the start, nothing has to be changed on the way. */
export function headFor({ request }: Pick<Asked, 'request'>, status: number, fields: Fields): ResponseHead {
  if (request.head.version !== '2') return { status, reason: reasons[status] ?? '', version: '1.1', fields }
  const lower = fields.map((part, index) => (index % 2 === 0 ? part.toLowerCase() : part))
  return { status, reason: '', version: '2', fields: lower }
}

export function textAnswer(asked: Unrouted, status: number, text: string, extra: Fields = []): Answer {
  return answer(asked, status, plain, textBody(text), extra)
}

export function emptyAnswer(asked: Unrouted, status: number, extra: Fields = []): Answer {
  return answer(asked, status, '', emptyBody(), extra)
}

export function jsonAnswer(asked: Asked, value: unknown, extra: Fields = []): Answer {
  return answer(asked, 200, 'application/json', textBody(jsonText(value)), extra)
}

/** Indented JSON, with a pair of strings on one line: fields are lists of pairs, and are read as lines. */
export function jsonText(value: unknown): string {
  const string = '"(?:[^"\\\\\n]|\\\\.)*"'
  // A raw line end is never inside a string, so a bracket before one is JSON's own.
  const pair = new RegExp(`\\[\n\\s*(${string}),\n\\s*(${string})\n\\s*\\]`, 'g')
  return `${JSON.stringify(value, null, 2).replace(pair, '[$1, $2]')}\n`
}

export function bytesAnswer(asked: Asked, type: string, bytes: Uint8Array, extra: Fields = []): Answer {
  return answer(asked, 200, type, new BytesBody(bytes), extra)
}

/** One line that says what was expected and what was there. */
export function badRequest(asked: Asked, expected: string, got: string): Answer {
  const shown = got === '' ? 'nothing' : `'${got.length > 40 ? `${got.slice(0, 40)}…` : got}'`
  return textAnswer(asked, 400, `Expected ${expected}, got ${shown}\n`)
}
