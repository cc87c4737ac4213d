/** What goes on after a pause: the message as it was edited, its length and codings repaired, every change in the ledger. */
import { BytesBody } from '../../kit/body.ts'
import { bodyOfBytes } from '../../kit/collect-body.ts'
import { diffHeads } from '../../kit/diff-heads.ts'
import { HeadEdit } from '../../kit/edit-head.ts'
import { getField, hasField, listMembers } from '../../kit/fields.ts'
import { reasons } from '../../kit/reasons.ts'
import { nameHost, parseUrl, withUrl } from '../../kit/request-url.ts'
import type { Body, Fields, Head, Request, RequestHead, ResponseHead } from '../../model/message.ts'
import type { PausedAnswer, PausedEdit } from '../../model/paused.ts'
import type { Verdict } from '../../model/verdict.ts'
import type { ActionTools, Answer } from '../action.ts'

type Codec = ActionTools['codec']

/** Told the bytes of a body that takes the place of the one that was held. */
type Replaced = (bytes: Uint8Array) => void

export function editedRequest(request: Request, edit: PausedEdit, codec: Codec, replaced?: Replaced): Request {
  const url = edit.url === undefined ? undefined : parseUrl(edit.url)
  const renewed = withFields({ ...request.head, method: edit.method ?? request.head.method }, edit.fields)
  const named = new HeadEdit(renewed, 'edit')
  const host = edit.fields === undefined ? undefined : getField(edit.fields, 'host')
  if (host !== undefined && host !== getField(request.head.fields, 'host')) nameHost(named, request.target, host)
  const framed = framedBody(request.body, named.head, edit.body, codec, replaced)
  const patches = diffHeads(request.head, framed.head, 'edit')
  const changed: Request = {
    ...request,
    head: patches.length === 0 ? request.head : framed.head,
    body: framed.body,
    patches: [...request.patches, ...patches],
  }
  return url === undefined ? changed : withUrl(changed, url, 'edit')
}

export function editedAnswer(answer: Answer, edit: PausedEdit, codec: Codec, replaced?: Replaced): Answer {
  const head = withFields({ ...answer.head }, edit.fields)
  if (answer.kind === 'switch')
    return { ...answer, head, patches: [...answer.patches, ...diffHeads(answer.head, head, 'edit')] }
  head.status = edit.status ?? head.status
  if (head.version !== '2') {
    const usual = edit.status === undefined ? head.reason : (reasons[edit.status] ?? '')
    head.reason = edit.reason ?? usual
  }
  const framed = contentless.has(head.status)
    ? withoutContent(answer, head, replaced)
    : framedBody(answer.body, head, edit.body, codec, replaced)
  const patches = [...answer.patches, ...diffHeads(answer.head, framed.head, 'edit')]
  return { ...answer, head: framed.head, body: framed.body, patches }
}

/** An answer from the desk; `before` is the one whose place it takes. */
export function deskAnswer({ status, reason, fields, body }: PausedAnswer, before?: Answer): Verdict {
  const bare: ResponseHead = { status, reason: reason ?? reasons[status] ?? '', version: '1.1', fields }
  const edit = new HeadEdit(bare, 'edit')
  const sent = contentless.has(status) ? undefined : body
  edit.remove('Transfer-Encoding')
  if (status === 204 || status === 304) edit.remove('Content-Length')
  else edit.set('Content-Length', String(sent?.length ?? 0))
  const patches = before === undefined ? [] : [...before.patches, ...diffHeads(before.head, edit.head, 'edit')]
  return { kind: 'respond', head: edit.head, body: new BytesBody(sent), from: 'mock', patches }
}

/** Answers without content (RFC 9110 §6.4.1, §15.3.6). */
const contentless: ReadonlySet<number> = new Set([204, 205, 304])

/** RFC 9110 §8.6: a 204 has no length. A 304 may tell that of the answer it stands for, so one that came keeps it. A 205 is told to be empty. */
function withoutContent(
  { head: before, body }: Extract<Answer, { kind: 'respond' }>,
  head: ResponseHead,
  replaced?: Replaced,
): { head: ResponseHead; body: Body } {
  const edit = new HeadEdit(head, 'edit')
  edit.remove('Transfer-Encoding')
  if (head.status === 205) edit.set('Content-Length', '0')
  else if (head.status === 204 || before.status !== 304) edit.remove('Content-Length')
  if (body.length === 0) return { head: edit.head, body }
  replaced?.(new Uint8Array(0))
  body.cancel()
  return { head: edit.head, body: new BytesBody() }
}

/** A changed head was never on the wire: its bytes go. */
function withFields<H extends Head>(head: H, fields: Fields | undefined): H {
  const { raw: _bytes, ...line } = head
  return { ...line, fields: fields ?? head.fields } as unknown as H
}

/** The body, and the head with the fields that describe it made true. */
function framedBody<H extends RequestHead | ResponseHead>(
  body: Body,
  head: H,
  content: Uint8Array | undefined,
  codec: Codec,
  replaced?: Replaced,
): { head: H; body: Body } {
  const edit = new HeadEdit(head, 'edit')
  const bytes = content === undefined ? undefined : encoded(content, edit, codec)
  if (bytes !== undefined) {
    replaced?.(bytes)
    body.cancel()
  }
  const chunked = body.length === null
  const length = bytes?.length ?? body.length
  if (chunked) edit.remove('Content-Length')
  else {
    edit.remove('Transfer-Encoding')
    const told = hasField(head.fields, 'content-length')
    // The length of an answer to HEAD is that of another answer (RFC 9110 §9.3.2).
    if (bytes !== undefined || (told && length! > 0)) setLength(edit, length!)
  }
  return { head: edit.head, body: bytes === undefined ? body : bodyOfBytes(bytes, chunked ? null : bytes.length) }
}

function setLength(edit: HeadEdit<Head>, length: number): void {
  if (length > 0 || hasField(edit.head.fields, 'content-length')) edit.set('Content-Length', String(length))
}

function encoded(content: Uint8Array, edit: HeadEdit<Head>, codec: Codec): Uint8Array {
  const coding = listMembers(edit.head.fields, 'content-encoding')
    .filter((name) => name.toLowerCase() !== 'identity')
    .join(', ')
  if (coding === '') return content
  const coded = codec.encode(content, coding)
  if (coded === undefined) edit.remove('Content-Encoding')
  return coded ?? content
}
