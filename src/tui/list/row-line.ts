/** One row of the list as a line: the columns filled from what is known of the exchange by now. */
import { getField } from '../../kit/fields.ts'
import { clientResponse } from '../../kit/legs.ts'
import { readableBytes, readableDuration } from '../../kit/readable.ts'
import { sanitize } from '../../kit/sanitize.ts'
import { asUtf8 } from '../../kit/utf8-text.ts'
import { truncate, widthOf } from '../../kit/width.ts'
import type { Exchange, TlsFailure, Tunnel } from '../../model/exchange.ts'
import { statusStyle } from '../detail/message.ts'
import type { Line, Span, Style } from '../parts/line.ts'
import { lineWidth } from '../parts/spread.ts'
import { type Column, type ColumnName, gap } from './columns.ts'
import { marksOf } from './marks.ts'
import type { Subject } from './row.ts'

/** A cell in the width of its column, styled as one, or pieces of different styles. */
type Cell = readonly [text: string, style?: Style] | { readonly spans: readonly Span[] }

export function rowLine(subject: Subject | undefined, columns: readonly Column[], now: number): Line {
  const cellOf = subject === undefined ? () => [''] as const : cellsOf(subject, now)
  const line: Span[] = []
  columns.forEach((column, index) => {
    if (index > 0) line.push([' '.repeat(gap)])
    line.push(...fitCell(cellOf(column.name, column.width), column))
  })
  return line
}

export function headLine(columns: readonly Column[]): Line {
  return columns.flatMap((column, index): Span[] => [
    ...(index > 0 ? [[' '.repeat(gap)] as const] : []),
    ...fitCell([column.head, 'dim'], column),
  ])
}

function fitCell(cell: Cell, { width, right }: Column): Span[] {
  if ('spans' in cell) {
    const room = width - lineWidth(cell.spans)
    return room > 0 ? [...cell.spans, [' '.repeat(room)]] : cutSpans(cell.spans, width)
  }
  const [text, style = 'plain'] = cell
  const shown = widthOf(text) > width ? truncate(text, width) : text
  const rest = ' '.repeat(width - widthOf(shown))
  return [[right ? rest + shown : shown + rest, style]]
}

function cutSpans(spans: readonly Span[], width: number): Span[] {
  const kept: Span[] = []
  let left = width
  for (const [text, style = 'plain'] of spans) {
    const shown = truncate(text, left)
    kept.push([shown, style])
    left -= widthOf(shown)
    if (left <= 0 || shown !== text) break
  }
  return left > 0 ? [...kept, [' '.repeat(left)]] : kept
}

function cellsOf(subject: Subject, now: number): (name: ColumnName, width: number) => Cell {
  if (!('authority' in subject)) return (name, width) => exchangeCell(subject, name, width, now)
  return 'failure' in subject ? (name) => failureCell(subject, name) : (name) => tunnelCell(subject, name, now)
}

function exchangeCell(exchange: Exchange, name: ColumnName, width: number, now: number): Cell {
  switch (name) {
    case 'time':
      return [timeOf(exchange.startedAt), 'dim']
    case 'method':
      return [sanitize(exchange.method) || '–', 'bold']
    case 'status':
      return statusSpan(exchange)
    case 'target':
      return [middle(targetOf(exchange), width)]
    case 'host':
      return [hostOf(exchange), 'plain']
    case 'path':
      return [middle(pathOf(exchange), width)]
    case 'type':
      return [typeOf(exchange), 'dim']
    case 'size':
      return [exchange.responseBody.size > 0 ? readableBytes(exchange.responseBody.size) : '', 'dim']
    case 'took':
      return tookCell(exchange, now)
    case 'marks':
      return { spans: marksOf(exchange) }
    default:
      return name satisfies never
  }
}

/** The status, or that there is none yet, or never was one. */
export function statusSpan({ status, endedAt }: Exchange): Span {
  if (status !== null) return [String(status), statusStyle(status)]
  return endedAt === undefined ? ['…', 'dim'] : ['✗', 'serverError']
}

function tookCell({ startedAt, endedAt, status, kind, messageCount }: Exchange, now: number): Cell {
  if (endedAt !== undefined) return [readableDuration(endedAt - startedAt)]
  const open = status !== null && (kind === 'websocket' || messageCount.down > 0)
  return [open ? 'open' : readableDuration(Math.max(0, now - startedAt)), 'dim']
}

function tunnelCell(tunnel: Tunnel, name: ColumnName, now: number): Cell {
  const { startedAt, endedAt, authority, reason, bytesUp, bytesDown, error } = tunnel
  if (name === 'time') return [timeOf(startedAt), 'dim']
  if (name === 'method') return ['TUNNEL', 'dim']
  if (name === 'target' || name === 'host') return [sanitize(authority)]
  if (name === 'type') return ['opaque', 'dim']
  if (name === 'size') return [readableBytes(bytesUp + bytesDown), 'dim']
  if (name === 'took') return [readableDuration((endedAt ?? now) - startedAt), endedAt === undefined ? 'dim' : 'plain']
  if (name === 'marks') return error === undefined ? [reason, 'dim'] : [`✗${error.code}`, 'serverError']
  return ['']
}

function failureCell(failure: TlsFailure, name: ColumnName): Cell {
  if (name === 'time') return [timeOf(failure.at), 'dim']
  if (name === 'method') return ['TLS', 'bold']
  if (name === 'status') return ['✗', 'serverError']
  if (name === 'target' || name === 'host') return [sanitize(failure.serverName ?? failure.authority)]
  if (name === 'path') return [sanitize(failure.failure.message), 'dim']
  if (name === 'marks') return [`✗${sanitize(failure.reason ?? failure.failure.code)}`, 'serverError']
  return ['']
}

/** The time of day where the user is. */
export function timeOf(at: number): string {
  return new Date(at).toTimeString().slice(0, 8)
}

const scheme = /^[a-z][a-z0-9+.-]*:\/\//i

/** Host and path; for a head that could not be read, its first bytes. */
export function targetOf({ url, unparsed }: Exchange): string {
  if (url === '' && unparsed !== undefined) return sanitize(JSON.stringify(unparsed.slice(0, 60)))
  return sanitize(asUtf8(url).replace(scheme, ''))
}

function hostOf(exchange: Exchange): string {
  const target = targetOf(exchange)
  const slash = target.search(/[/?]/)
  return slash < 0 ? target : target.slice(0, slash)
}

function pathOf(exchange: Exchange): string {
  const target = targetOf(exchange)
  const slash = target.search(/[/?]/)
  return slash < 0 ? '' : target.slice(slash)
}

/** The content type as one word: `json`, `html`, `png`, `grpc`. */
export function typeOf(exchange: Exchange): string {
  if (exchange.kind === 'websocket') return 'ws'
  const head = clientResponse(exchange)
  const media = head === undefined ? '' : (getField(head.fields, 'content-type') ?? '')
  const subtype = /^[^/;]*\/(?:x-|vnd\.)?([^;]*)/.exec(media)?.[1]?.trim() ?? ''
  if (/^grpc\b/i.test(subtype)) return 'grpc'
  if (subtype === 'event-stream') return 'sse'
  return sanitize(subtype.includes('+') ? subtype.slice(subtype.lastIndexOf('+') + 1) : subtype)
}

/** The text with its middle left out when it is too long: of a URL both ends tell. */
export function middle(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  // Where characters have different widths the end is cut, which is always right.
  if (widthOf(text) !== text.length || width < 12) return truncate(text, width)
  const tail = Math.floor(width / 3)
  return `${text.slice(0, width - tail - 1)}…${text.slice(-tail)}`
}
