/** The body part of `rewrite`: a new body, or the old one edited as text or as JSON. */
import { Buffer } from 'node:buffer'
import { BytesBody } from '../kit/body.ts'
import { contentTypeOf } from '../kit/content-type.ts'
import type { HeadEdit } from '../kit/edit-head.ts'
import { hasField } from '../kit/fields.ts'
import { readBytes } from '../kit/files.ts'
import { type Json, mergeJson } from '../kit/json-merge.ts'
import { type JsonOperation, patchJson } from '../kit/json-patch.ts'
import { rewriteBody, rewriteText } from '../kit/rewrite-body.ts'
import type { Body, Head } from '../model/message.ts'
import type { ActionTools } from './action.ts'
import type { AttributeTable } from './attribute.ts'
import { type Replacement, replaceText } from './rewrite/replace-text.ts'

export type BodyEdit = {
  replace?: readonly Replacement[]
  merge?: Json
  patch?: readonly JsonOperation[]
  text?: string
  json?: Json
  file?: string
}

export const bodyAttributes: AttributeTable = {
  replace: {
    kind: 'group',
    many: true,
    summary: 'replacements in the text',
    attributes: {
      pattern: { kind: 'pattern', required: true, summary: 'a regular expression; . matches line ends too' },
      with: {
        kind: 'text',
        required: true,
        summary: 'what to put wherever it matches; $1 and $<name> stand for groups',
      },
    },
  },
  merge: { kind: 'json', summary: 'a JSON Merge Patch (RFC 7386) for a JSON body' },
  patch: { kind: 'operations', summary: 'a JSON Patch (RFC 6902) for a JSON body' },
  text: { kind: 'text', summary: 'another body' },
  json: { kind: 'json', summary: 'another body, as a JSON value' },
  file: { kind: 'path', must: 'file', summary: 'another body, read from this file each time' },
}

const whole = ['text', 'json', 'file'] as const

export function checkBodyEdit(edit: BodyEdit | undefined): string | undefined {
  if (edit === undefined) return undefined
  const given = Object.keys(edit)
  const replaced = whole.filter((name) => edit[name] !== undefined)
  if (replaced.length === 0 || given.length === 1) return undefined
  return `Expected either edits of the body or one of text, json and file, got ${given.join(', ')}`
}

export function explainBodyEdit(edit: BodyEdit | undefined): string[] {
  if (edit === undefined) return []
  const { replace = [], merge, patch, text, json, file } = edit
  return [
    ...replace.map(({ pattern, with: to }) => `replace /${pattern}/ in the body by ${JSON.stringify(to)}`),
    ...(merge === undefined ? [] : ['merge JSON into the body']),
    ...(patch === undefined ? [] : ['patch the JSON of the body']),
    ...(text === undefined && json === undefined ? [] : ['put another body']),
    ...(file === undefined ? [] : [`put the file ${file} as the body`]),
  ]
}

/** The body after the edit; the fields that describe it are changed with it. */
export async function editBody(edit: BodyEdit, body: Body, head: HeadEdit<Head>, tools: ActionTools): Promise<Body> {
  if (whole.some((name) => edit[name] !== undefined)) return replaceWhole(edit, body, head, tools)
  if (body.length === 0) return body
  const rewritten = await rewriteBody(body, head.head.fields, (content) => change(edit, content, tools), tools.codec)
  if (rewritten.problem !== undefined) tools.warn(`a body is left as it is: ${rewritten.problem}`)
  if (rewritten.plain) head.remove('Content-Encoding')
  if (rewritten.change === undefined) return rewritten.body
  const { before, after } = rewritten.change
  repairLength(head, after.length)
  const side = sideOf(head)
  if (Buffer.compare(before, after) !== 0) tools.tellBody(side, [side === 'request' ? after : before])
  return rewritten.body
}

function change({ replace = [], merge, patch }: BodyEdit, content: Uint8Array, tools: ActionTools): Uint8Array {
  const replaced = replace.length === 0 ? content : rewriteText(content, (text) => replaceText(text, replace, tools))
  if (merge === undefined && patch === undefined) return replaced
  let value: Json
  try {
    value = JSON.parse(Buffer.from(replaced).toString('utf8')) as Json
  } catch {
    throw new Error('it is no JSON')
  }
  if (merge !== undefined) value = mergeJson(value, merge)
  if (patch !== undefined) value = patchJson(value, patch)
  return Buffer.from(JSON.stringify(value))
}

async function replaceWhole(
  { text, json, file }: BodyEdit,
  body: Body,
  head: HeadEdit<Head>,
  tools: ActionTools,
): Promise<Body> {
  let bytes: Uint8Array
  try {
    bytes = file === undefined ? Buffer.from(json === undefined ? text! : JSON.stringify(json)) : await readBytes(file)
  } catch (error) {
    tools.warn(`a body is left as it is: ${(error as Error).message}`)
    return body
  }
  tellReplaced(body, bytes, sideOf(head), tools)
  body.cancel()
  head.remove('Content-Encoding')
  if (json !== undefined) head.set('Content-Type', 'application/json')
  else if (file !== undefined) head.set('Content-Type', contentTypeOf(file))
  repairLength(head, bytes.length)
  return new BytesBody(bytes)
}

function sideOf({ head }: HeadEdit<Head>): 'request' | 'response' {
  return 'method' in head ? 'request' : 'response'
}

/** An answer whose body is replaced is not waited for: what came of it is not known, unless it is nothing. */
function tellReplaced(body: Body, bytes: Uint8Array, side: 'request' | 'response', tools: ActionTools): void {
  if (body.length === 0 && bytes.length === 0) return
  if (side === 'request') tools.tellBody(side, [bytes])
  else tools.tellBody(side, body.length === 0 ? [] : undefined)
}

/** A chunked message stays so; otherwise the length is told (RFC 9110 §8.6). */
function repairLength(head: HeadEdit<Head>, size: number): void {
  if (hasField(head.head.fields, 'content-length')) head.set('Content-Length', String(size))
}
