/** What a hook wants, made of requests and answers: patches with the script as their cause, lengths and codings repaired. */
import { BytesBody, discard } from '../kit/body.ts'
import { bodyOfBytes } from '../kit/collect-body.ts'
import { diffHeads } from '../kit/diff-heads.ts'
import { HeadEdit } from '../kit/edit-head.ts'
import { getField, hasField, listMembers } from '../kit/fields.ts'
import { applyPatches } from '../kit/patch.ts'
import { reasons } from '../kit/reasons.ts'
import { nameHost, parseUrl, withUrl } from '../kit/request-url.ts'
import type { Codec } from '../kit/rewrite-body.ts'
import type { Cause, Patch } from '../model/hop.ts'
import type { Body, Fields, Head, Request } from '../model/message.ts'
import type { Verdict } from '../model/verdict.ts'
import type { Change, MadeAnswer } from './protocol.ts'

export type Respond = Extract<Verdict, { kind: 'respond' }>

/** Is given the bytes of a new body. */
export type Told = (bytes: Uint8Array) => void

/** `request` has its body unread, or collected and whole again. */
export function changeRequest(request: Request, change: Change, cause: Cause, codec: Codec, told?: Told): Request {
  const { method, url, fields, body } = change
  const moved = url === undefined ? request : withUrl(request, parseUrl(url)!, cause)
  const [before, host] = [getField(request.head.fields, 'host'), fields && getField(fields, 'host')]
  // A Host that the script left alone follows the URL it gave.
  const wanted = url !== undefined && host === before ? withHost(fields, getField(moved.head.fields, 'host')) : fields
  const renewed = diffFields(moved.head, wanted, cause)
  const edit = new HeadEdit(applyPatches(moved.head, renewed), cause)
  if (method !== undefined) edit.line('method', method)
  if (host !== undefined && host !== before) nameHost(edit, moved.target, host)
  const content = body === undefined ? request.body : replaced(body, request.body, edit, codec, told)
  return { ...moved, head: edit.head, body: content, patches: [...moved.patches, ...renewed, ...edit.patches] }
}

/** `bodiless`: nothing follows this head, whatever it says (RFC 9110 §6.4.1). */
export function changeAnswer(
  answer: Respond,
  change: Change,
  cause: Cause,
  codec: Codec,
  bodiless: boolean,
  told?: Told,
): Respond {
  const { status, reason, fields, body } = change
  const renewed = diffFields<Head>(answer.head, fields, cause)
  const edit = new HeadEdit(applyPatches<Head>(answer.head, renewed), cause)
  if (status !== undefined) edit.line('status', status)
  // RFC 9110 §8.6: a 204 has none.
  if (status === 204) edit.remove('Content-Length')
  const phrase = reason ?? (status === undefined ? undefined : (reasons[status] ?? ''))
  if (phrase !== undefined && answer.head.version !== '2') edit.line('reason', phrase)
  const content = body === undefined || bodiless ? undefined : replaced(body, answer.body, edit, codec, told)
  return {
    ...answer,
    head: edit.head,
    ...(content && { body: content }),
    patches: [...answer.patches, ...renewed, ...edit.patches],
  } as Respond
}

export function answerOf({ status, reason, fields, body, type }: MadeAnswer): Respond {
  const all = [...fields]
  if (type !== undefined && !hasField(all, 'content-type')) all.push('Content-Type', type)
  // RFC 9110 §8.6: none with 204; a 304 need not say what it does not send.
  const bare = status === 204 || status === 304
  if (!bare && !hasField(all, 'content-length')) all.push('Content-Length', String(body.length))
  const head = { status, reason: reason ?? reasons[status] ?? '', version: '1.1' as const, fields: all }
  return { kind: 'respond', head, body: new BytesBody(bare ? undefined : body), from: 'mock', patches: [] }
}

/** The script's own answer in place of one that came. */
export function replaceAnswer(before: Respond, made: MadeAnswer, cause: Cause): Respond {
  before.body.cancel()
  const answer = answerOf(made)
  return { ...answer, patches: [...before.patches, ...diffHeads(before.head, answer.head, cause)] }
}

export function dropped(cause: Cause): Extract<Verdict, { kind: 'abort' }> {
  const failure = { code: 'blocked', message: `dropped by ${cause}`, leg: 'middlebox' as const }
  return { kind: 'abort', how: 'reset', scope: 'stream', from: 'middlebox', failure }
}

function diffFields<H extends Head>(head: H, fields: Fields | undefined, cause: Cause): Patch[] {
  return fields === undefined ? [] : diffHeads(head, { ...head, fields }, cause)
}

function withHost(fields: Fields | undefined, host: string | undefined): Fields | undefined {
  return fields?.map((one, at) => (at % 2 === 1 && fields[at - 1]!.toLowerCase() === 'host' ? (host ?? one) : one))
}

/** Coded as the head says by then; a coding that we do not know goes. */
function replaced(content: Uint8Array, before: Body, edit: HeadEdit<Head>, codec: Codec, told?: Told): Body {
  const coding = listMembers(edit.head.fields, 'content-encoding')
    .filter((name) => name.toLowerCase() !== 'identity')
    .join(', ')
  const coded = coding === '' ? content : codec.encode(content, coding)
  if (coded === undefined) edit.remove('Content-Encoding')
  const bytes = coded ?? content
  told?.(bytes)
  if (!before.used) before.pipe(discard)
  // A chunked message stays so; otherwise the length is told (RFC 9110 §8.6).
  const chunked = before.length === null
  if (!chunked || hasField(edit.head.fields, 'content-length')) edit.set('Content-Length', String(bytes.length))
  return bodyOfBytes(bytes, chunked ? null : bytes.length)
}
