/** Changes to a request before it is sent: fields set, removed and added where they stand, and a length that is true. */
import { getField, hasField, sameName, toPairs } from '../kit/fields.ts'
import type { Fields } from '../model/message.ts'
import type { OutgoingRequest } from '../model/outgoing.ts'
import { readField, shown } from './request-parts.ts'

/** `value` undefined: the field goes. */
export type FieldEdit = { name: string; value: string | undefined }

/** curl's `-H`: `Name: value`, `Name:` to remove, `Name;` for an empty value. @throws MiddleboxError usage */
export function readFieldEdit(bytes: string, where: string): FieldEdit {
  const empty = /^([^:;\s]+);\s*$/.exec(bytes)
  if (empty) return { name: readField(`${empty[1]}:`, where)[0], value: '' }
  const [name, value] = readField(bytes, where)
  return { name, value: value === '' ? undefined : value }
}

/** A changed field keeps its place, with all its new values there; others come last, in the order given. */
export function editFields(fields: Fields, edits: readonly FieldEdit[]): string[] {
  const valuesOf = (name: string) => edits.filter((edit) => sameName(edit.name, name))
  const result: string[] = []
  const placed = new Set<string>()
  const place = (name: string) => {
    if (placed.has(name.toLowerCase())) return
    placed.add(name.toLowerCase())
    for (const edit of valuesOf(name)) if (edit.value !== undefined) result.push(edit.name, edit.value)
  }
  for (const [name, value] of toPairs(fields)) {
    if (valuesOf(name).length > 0) place(name)
    else result.push(name, value)
  }
  for (const { name } of edits) place(name)
  return result
}

export type RequestEdit = {
  method?: string
  fields?: readonly FieldEdit[]
  body?: Uint8Array
}

/** What was asked for on top of a request. As with curl, data turns a GET into a POST, of a form unless said otherwise. */
export function editRequest(request: OutgoingRequest, { method, fields = [], body }: RequestEdit): OutgoingRequest {
  const edited = editFields(request.fields, fields)
  if (body === undefined) return { ...request, method: method ?? request.method, fields: edited }
  const typed = hasField(edited, 'content-type') || fields.some(({ name }) => sameName(name, 'content-type'))
  if (!typed) edited.push('Content-Type', 'application/x-www-form-urlencoded')
  const implied = request.method === 'GET' || request.method === 'HEAD' ? 'POST' : request.method
  return { ...request, method: method ?? implied, fields: edited, body }
}

/** The request with a Content-Length that is true, and what had to be changed for it, for people. */
export function frameRequest(request: OutgoingRequest): { request: OutgoingRequest; note?: string } {
  const { fields, body } = request
  if (hasField(fields, 'transfer-encoding')) return { request }
  const length = String(body?.length ?? 0)
  const stated = getField(fields, 'content-length')
  if (stated === length) return { request }
  if (stated === undefined) {
    return {
      request:
        body === undefined || body.length === 0
          ? request
          : { ...request, fields: [...fields, 'Content-Length', length] },
    }
  }
  const name = fields.find((one, index) => index % 2 === 0 && sameName(one, 'content-length'))!
  const framed = { ...request, fields: editFields(fields, [{ name, value: length }]) }
  return { request: framed, note: `Content-Length ${shown(stated)} was made ${length}, the length of the body` }
}
