/**
 * A message as a text to edit, and what was changed in it: the start line, the fields, an empty line, the content. What
 * nobody touched is not part of the change, so it goes out as it came, byte for byte.
 */
import { MiddleboxError } from '../../model/errors.ts'
import { getFields, sameName, toPairs } from '../../kit/fields.ts'
import type { Fields } from '../../model/message.ts'
import { shownBytes, writtenBytes } from './shown-bytes.ts'

/** As the commands take it; what is absent stays. Texts of the head have a character for each byte. */
export type MessageChange = {
  method?: string
  url?: string
  status?: number
  reason?: string
  headers?: Pair[]
  latin1?: true
  body?: string
  empty?: true
}

type Pair = [name: string, value: string]

export type Message = {
  /** Method and URL, or status and reason. */
  start: string
  fields: Fields
  /** The content as text; where it has to stay as it is, why. */
  content: { text: string } | { stays: string }
}

export const noMessage: Message = { start: '', fields: [], content: { text: '' } }

/** Fields that follow from the content: they are made true when it changes, and keep their places. */
const framing = /^(content-length|transfer-encoding)$/i

export function messageText({ start, fields, content }: Message): string {
  const lines = [start, ...visible(fields).map(([name, value]) => `${name}: ${value}`)].map(shownBytes)
  const remarks = 'stays' in content ? [`# ${content.stays} What is written below the empty line takes its place.`] : []
  if (lines.some((line) => /\\x[0-9a-f]{2}/i.test(line))) remarks.push('# \\xHH is a byte that is no part of UTF-8.')
  const text = 'text' in content ? content.text : ''
  return `${[...remarks, ...lines, '', text].join(lineEndOf(text))}`
}

/** Some editors make every line end of a file the same, so the head has those of the content. */
function lineEndOf(text: string): '\r\n' | '\n' {
  return text.includes('\r\n') && !/(?<!\r)\n|\r(?!\n)/.test(text) ? '\r\n' : '\n'
}

function visible(fields: Fields): Pair[] {
  return toPairs(fields).filter(([name]) => !framing.test(name))
}

/** @throws MiddleboxError usage with the line that cannot be read */
export function readMessageText(edited: string, before: Message): MessageChange {
  const { head, rest, lineEnd } = splitText(edited)
  const start = readStart(head[0] ?? '', before.start)
  const fields = readFields(head.slice(1), before.fields)
  const change: MessageChange = { ...start, ...(fields && { headers: toPairs(fields) }) }
  if (Object.keys(change).length > 0) change.latin1 = true
  const text = 'text' in before.content ? before.content.text : ''
  const content = readContent(rest, text, lineEnd)
  const recoded = fields !== undefined && codings(fields) !== codings(before.fields) && text !== ''
  if (content === text && !recoded) return change
  return content === '' ? { ...change, empty: true } : { ...change, body: content }
}

/** Remarks and empty lines at the top are left out. */
function splitText(edited: string): { head: string[]; rest: string; lineEnd: '\r\n' | '\n' | undefined } {
  const at = /^\ufeff?(?:(?:# [^\n]*)?\r?\n)*/.exec(edited)![0].length
  const end = /(\r?\n)(?:\r?\n|$)/g
  end.lastIndex = at
  const found = end.exec(edited)
  const head = edited.slice(at, found?.index ?? edited.length).split(/\r?\n/)
  if (found === null) return { head, rest: '', lineEnd: undefined }
  return { head, rest: edited.slice(found.index + found[0].length), lineEnd: found[1] as '\r\n' | '\n' }
}

/** Editors end a file with a line end that was not there, and some change all of them, which shows at the end of the head. */
function readContent(rest: string, before: string, lineEnd: '\r\n' | '\n' | undefined): string {
  const own = lineEndOf(before)
  const content = lineEnd === undefined || own === lineEnd ? rest : withOwnEnds(rest, before, own)
  return before.endsWith('\n') ? content : content.replace(own === '\r\n' ? /\r?\n$/ : /\n$/, '')
}

function withOwnEnds(rest: string, before: string, own: '\r\n' | '\n'): string {
  if (own === '\r\n') return rest.replace(/\r?\n/g, own)
  return before.includes('\r\n') ? rest : rest.replaceAll('\r\n', own)
}

/** A text that is all of the content, as messages of a WebSocket are: without what the editor put at its end. */
export function readPlainText(edited: string, before: string): string {
  return readContent(edited, before, undefined)
}

function codings(fields: Fields): string {
  return getFields(fields, 'content-encoding').join(',').toLowerCase()
}

function readStart(line: string, before: string): Pick<MessageChange, 'method' | 'url' | 'status' | 'reason'> {
  const text = line.replace(/^[ \t]+|[ \t]+$/g, '')
  if (before !== '' && text === shownBytes(before).trimEnd()) return {}
  const answer = /^(?:HTTP\/\S+ +)?(\d{3})(?: +(.*))?$/.exec(text)
  if (answer !== null) return { status: Number(answer[1]), ...(answer[2] ? { reason: writtenBytes(answer[2]) } : {}) }
  const request = /^([^ \t]+)[ \t]+([^ \t]+?)(?:[ \t]+HTTP\/[\d.]+)?$/.exec(text)
  if (request === null) throw wrong('a method and a URL, or a status', line)
  const [method, url] = request.slice(1, 3).map((part) => writtenBytes(part!)) as [string, string]
  const known = before.split(' ')
  return { ...(method !== known[0] && { method }), ...(url !== known[1] && { url }) }
}

/** All fields, the framing ones at their places; undefined when nothing was changed. */
function readFields(lines: readonly string[], before: Fields): Fields | undefined {
  const all = toPairs(before)
  const shown = all.map((pair) => (framing.test(pair[0]) ? undefined : shownBytes(pair.join(': ')).trimEnd()))
  const trimmed = lines.map((line) => line.replace(/[ \t]+$/, ''))
  const known = shown.filter((line) => line !== undefined)
  if (trimmed.length === known.length && trimmed.every((line, index) => line === known[index])) return undefined
  const free = new Set(all.keys().filter((index) => shown[index] !== undefined))
  const written = trimmed.map((line): Placed => {
    const same = free.values().find((index) => shown[index] === line)
    const pair = same === undefined ? readField(line) : all[same]!
    const from = same ?? free.values().find((index) => sameName(all[index]![0], pair[0])) ?? -1
    free.delete(from)
    return { pair, from }
  })
  return withFraming(written, all).flatMap(({ pair }) => pair)
}

/** A field and where it stood before; −1 for a new one. */
type Placed = { pair: Pair; from: number }

function readField(line: string): Pair {
  const colon = line.indexOf(':')
  if (colon < 1) throw wrong('a header field, name: value', line)
  const name = line.slice(0, colon).replace(/^[ \t]+|[ \t]+$/g, '')
  return [writtenBytes(name), writtenBytes(line.slice(colon + 1).replace(/^[ \t]+/, ''))]
}

/** Each after the field that it came after, where that is still there. */
function withFraming(written: readonly Placed[], before: readonly Pair[]): Placed[] {
  const result = [...written]
  before.forEach((pair, index) => {
    if (!framing.test(pair[0]) || written.some((other) => sameName(other.pair[0], pair[0]))) return
    const earlier = Math.max(-1, ...result.map(({ from }) => from).filter((from) => from < index))
    const after = earlier < 0 ? -1 : result.findIndex(({ from }) => from === earlier)
    result.splice(after + 1, 0, { pair, from: index })
  })
  return result
}

function wrong(expected: string, got: string): MiddleboxError {
  const short = got.length > 60 ? `${got.slice(0, 59)}…` : got
  return new MiddleboxError('usage', `Expected ${expected}, got ${JSON.stringify(short)}.`, 'e opens it again.')
}
