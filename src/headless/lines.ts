/**
 * One readable line per exchange: fixed columns first, then what may be long, so that a column of figures stays a column.
 * Everything that came over the network is stripped of control sequences here.
 */
import type { Exchange, TlsFailure, Tunnel } from '../model/exchange.ts'
import { getField } from '../kit/fields.ts'
import { clientResponse } from '../kit/legs.ts'
import { reachable } from '../kit/reachable.ts'
import { readableBytes, readableDuration } from '../kit/readable.ts'
import { sanitize } from '../kit/sanitize.ts'
import { asUtf8 } from '../kit/utf8-text.ts'
import { quote } from '../kit/shell-word.ts'
import { fit, pad, truncate, widthOf } from '../kit/width.ts'
import type { Warning } from '../store/index.ts'
import type { Listening } from './line.ts'
import { marksOf, type Marks } from './marks.ts'
import { statusColor, type Paint } from './paint.ts'
import { explainTlsFailure } from './tls-error.ts'
import { quoteUnparsed, unparsedOf } from './unparsed.ts'

/** Columns below which the content type is left out. */
const roomForType = 100

/** The first line, which also goes to quiet faces. */
export function formatListening({ mode, url, ca, seed, pid, toxiproxyApi }: Listening, paint: Paint): string {
  const api = toxiproxyApi === undefined ? '' : `, Toxiproxy API ${paint('cyan', toxiproxyApi)}`
  return `${paint('bold', 'listening')} ${paint('cyan', url)} ${mode}, CA ${sanitize(ca)}, seed ${seed}, pid ${pid}${api}`
}

/** The line to paste for a first exchange. */
export function formatTry({ mode, url, ca }: Listening, paint: Paint): string | undefined {
  if (mode === 'reverse') return `${paint('dim', 'try')}       curl ${reachable(url)}/`
  return `${paint('dim', 'try')}       curl --proxy ${reachable(url)} --cacert ${sanitize(quote(ca))} https://middlebox.test/`
}

/** A finished exchange. `columns` is the terminal's width, when it is one. */
export function formatExchange(exchange: Exchange, paint: Paint, columns?: number): string {
  const took = readableDuration((exchange.endedAt ?? exchange.startedAt) - exchange.startedAt)
  const figures = { size: readableBytes(exchange.responseBody.size), took }
  return formatRow(exchange, figures, marksOf(exchange), paint, columns)
}

/** A stream or WebSocket at its response head. */
export function formatOpen(exchange: Exchange, paint: Paint, columns?: number): string {
  return formatRow(exchange, { size: '', took: 'open' }, { notes: [] }, paint, columns)
}

type Figures = { size: string; took: string }

function formatRow(exchange: Exchange, figures: Figures, marks: Marks, paint: Paint, columns?: number): string {
  const { status } = exchange
  const method = pad(truncate(sanitize(exchange.method === '' ? '-' : exchange.method), 16), 7)
  const code = status === null ? '---' : String(status).padStart(3)
  const type = columns === undefined || columns >= roomForType ? ` ${fit(typeOf(exchange), 12)}` : ''
  const details = `${figures.size.padStart(8)} ${figures.took.padStart(8)}${type}`
  const time = timeOf(exchange.startedAt)
  const room = columns === undefined ? undefined : columns - widthOf(`${time} ${method} ${code} ${details} `)
  const [target, end] = share(targetOf(exchange), tailOf(marks, bytesOf(exchange)), room)
  const start = [paint('dim', time), paint('bold', method), paint(statusColor(status), code), paint('dim', details)]
  const line = `${start.join(' ')} ${target}`
  return end === '' ? line : `${line}  ${paint(marks.failure === undefined ? 'magenta' : 'red', end)}`
}

/** What is left of the two when they share so many columns: the marks may take half, the target the rest. */
function share(target: string, tail: string, columns: number | undefined): [target: string, tail: string] {
  if (columns === undefined) return [target, tail]
  if (tail === '') return [truncate(target, columns), '']
  const forTail = Math.min(widthOf(tail), Math.max(Math.floor(columns / 2), columns - widthOf(target) - 2))
  return [truncate(target, columns - forTail - 2), truncate(tail, forTail)]
}

function tailOf({ notes, failure }: Marks, bytes: string): string {
  // The cause first: what is cut off at the terminal's edge should be the lesser news.
  return sanitize([...(failure === undefined ? [] : [failure]), ...notes].join(', ')) + bytes
}

/** The first bytes of what could not be read, when they do not stand in the target's place. */
function bytesOf(exchange: Exchange): string {
  const bytes = exchange.url === '' ? undefined : unparsedOf(exchange)
  return bytes === undefined || bytes === '' ? '' : `, got ${quoteUnparsed(bytes)}`
}

/** Host and path; for a head that could not be parsed, its first bytes. */
function targetOf({ url, unparsed }: Exchange): string {
  if (unparsed !== undefined && url === '') return quoteUnparsed(unparsed)
  return sanitize(asUtf8(url).replace(/^[a-z][a-z0-9+.-]*:\/\//i, ''))
}

/** The content type as one word: `json`, `html`, `png`, `event-stream`, `grpc`. */
function typeOf(exchange: Exchange): string {
  const head = clientResponse(exchange)
  const media = head === undefined ? '' : (getField(head.fields, 'content-type') ?? '')
  const subtype = /^[^/;]*\/(?:x-|vnd\.)?([^;]*)/.exec(media)?.[1] ?? ''
  // What gRPC carries says less than that it is gRPC (`application/grpc+proto`).
  if (/^grpc(-web)?\b/i.test(subtype)) return subtype.toLowerCase().startsWith('grpc-web') ? 'grpc-web' : 'grpc'
  return sanitize(subtype.includes('+') ? subtype.slice(subtype.lastIndexOf('+') + 1) : subtype).trim()
}

/** The time of day where the user is. */
function timeOf(at: number): string {
  return new Date(at).toTimeString().slice(0, 8)
}

const reasons: Record<Tunnel['reason'], string> = {
  ignored: 'not intercepted, as told',
  'server-first': 'the server speaks first',
  'not-http': 'not HTTP',
  ech: 'encrypted ClientHello',
  switched: 'switched protocols',
  'tcp-proxy': 'TCP proxy',
}

export function formatTunnel(tunnel: Tunnel, paint: Paint): string {
  const { startedAt, endedAt, authority, reason, proxy = '', bytesUp, bytesDown, error } = tunnel
  const why = sanitize(`${reasons[reason]} ${proxy}`).trimEnd()
  const head = `${paint('dim', timeOf(endedAt ?? startedAt))} ${paint('bold', fit('TUNNEL', 7))} `
  if (endedAt === undefined) return `${head}open  ${sanitize(authority)}  ${paint('dim', why)}`
  const facts = `${readableBytes(bytesUp)} up, ${readableBytes(bytesDown)} down, ${readableDuration(endedAt - startedAt)}`
  const failure = error === undefined ? '' : `  ${paint('red', sanitize(`${error.message} (${error.code})`))}`
  return `${head}ended ${sanitize(authority)}  ${paint('dim', facts)}${failure}`
}

/** `trust` tells how a client that does not trust the CA can be made to. */
export function formatTlsError(failure: TlsFailure, trust: string, paint: Paint): string {
  const { message, hint, alert } = explainTlsFailure(failure, trust)
  const side = failure.leg === 'client' ? `from ${failure.client.address}` : 'to the upstream'
  const where = sanitize(`${failure.serverName ?? failure.authority} (${side})`)
  const named = failure.reason ?? alert
  const reason = named === undefined || message.includes(named) ? '' : ` [${named}]`
  const cause = paint('red', sanitize(`${message}${reason}`))
  const remedy = hint === undefined ? '' : `  ${paint('yellow', sanitize(hint))}`
  return `${paint('dim', timeOf(failure.at))} ${paint('bold', fit('TLS', 7))} ${where}  ${cause}${remedy}`
}

export function formatWarning({ message, code }: Warning, paint: Paint): string {
  // Not all that a session has to say is a complaint.
  if (code === 'reloaded') return `${paint('dim', 'note')}    ${sanitize(message)}`
  return `${paint('yellow', 'warning')} ${sanitize(message)} (${sanitize(code)})`
}
