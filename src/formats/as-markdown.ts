/** An exchange for an issue or a chat: what was asked, what came back, how long it took, in Markdown. */
import { toPairs } from '../kit/fields.ts'
import { clientResponse } from '../kit/legs.ts'
import { readableBytes, readableDuration } from '../kit/readable.ts'
import { redactBody } from '../kit/redact-body.ts'
import type { Redactor } from '../kit/redact.ts'
import { sanitize } from '../kit/sanitize.ts'
import { asUtf8 } from '../kit/utf8-text.ts'
import type { BodyRecord, Exchange } from '../model/exchange.ts'
import type { Fields } from '../model/message.ts'
import { type Exported, textOfBytes } from './portable.ts'

/** Characters of a body that are quoted. */
const longestBody = 4_000

/** What a body is once its content coding is undone; undefined where that cannot be. */
export type BodyText = (body: BodyRecord, fields: Fields) => Uint8Array | undefined

export function asMarkdown(exchange: Exchange, redactor: Redactor | undefined, decode: BodyText): Exported {
  const { legs, status, requestBody, responseBody, error } = exchange
  const hide = (text: string): string => redactor?.text(text) ?? text
  const url = sanitize(hide(asUtf8(exchange.url)))
  const request = legs[0]?.request
  const response = clientResponse(exchange)
  const took =
    exchange.endedAt === undefined ? 'still running' : readableDuration(exchange.endedAt - exchange.startedAt)
  const section = (title: string, line: string, fields: Fields, body: BodyRecord): string[] => [
    `### ${title}`,
    '',
    ...fenced([line, ...fieldLines(fields, redactor)].join('\n'), 'http'),
    ...bodyLines(body, fields, redactor, decode),
  ]
  const lines = [
    `## ${sanitize(exchange.method)} ${code(url)}`,
    '',
    `**${status ?? 'no answer'}** in ${took}${error === undefined ? '' : `: ${sanitize(hide(error.message))}`}`,
    '',
    ...section('Request', `${sanitize(exchange.method)} ${url}`, request?.fields ?? [], requestBody),
    ...(response === undefined
      ? []
      : section('Response', `${response.status} ${sanitize(asUtf8(response.reason))}`, response.fields, responseBody)),
  ]
  return { text: `${lines.join('\n').trimEnd()}\n`, notes: [] }
}

function fieldLines(fields: Fields, redactor: Redactor | undefined): string[] {
  return toPairs(fields).map(([name, value]) => {
    const shown = asUtf8(value)
    return sanitize(`${name}: ${redactor?.field(name, shown) ?? shown}`)
  })
}

function bodyLines(body: BodyRecord, fields: Fields, redactor: Redactor | undefined, decode: BodyText): string[] {
  if (body.size === 0) return []
  const bytes = decode(body, fields)
  const type = fields.find((_, i) => fields[i - 1]?.toLowerCase() === 'content-type' && i % 2 === 1) ?? ''
  const mime = type.split(';', 1)[0]!.trim().toLowerCase()
  const text = bytes === undefined ? undefined : textOfBytes(bytes)
  if (text === undefined) return [`${readableBytes(body.size)} that are no text.`, '']
  const shown = redactor === undefined ? text : redactBody(text, mime, redactor)
  const cut = shown.length > longestBody || body.size > body.kept
  const language = /json/.test(mime) ? 'json' : (/\b(html|xml|css|javascript)\b/.exec(mime)?.[1] ?? '')
  const note = cut ? [`The body goes on: ${readableBytes(body.size)} in all.`, ''] : []
  return [...fenced(shown.slice(0, longestBody), language), ...note]
}

/** A fence longer than any in the text (CommonMark §4.5). */
function fenced(text: string, language: string): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return [`${fence}${language}`, ...text.replace(/\n$/, '').split('\n').map(plain), fence, '']
}

function plain(line: string): string {
  return sanitize(line.replaceAll('\t', '    '))
}

function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const ticks = '`'.repeat(longest + 1)
  return `${ticks}${text}${ticks}`
}
