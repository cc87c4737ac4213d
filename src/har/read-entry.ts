/** An entry of a HAR file, by whatever tool, as an exchange. Only a request with a URL is needed; what is missing is unknown. */
import { applyPatches } from '../kit/patch.ts'
import { formatHost } from '../kit/authority.ts'
import { hasField } from '../kit/fields.ts'
import { parseUrl } from '../kit/request-url.ts'
import type { Exchange, Protocol, Timings } from '../model/exchange.ts'
import type { Leg } from '../model/hop.ts'
import type { HttpVersion, RequestHead, ResponseHead } from '../model/message.ts'
import { type Codec, readBody } from './read-body.ts'
import { readFields } from './read-fields.ts'
import { readChangedBodies } from './read-changed-bodies.ts'
import { type Ledger, readLedger } from './read-ledger.ts'
import { readEvents, readMessages } from './read-messages.ts'
import { byteText, listOf, member, numberOf, type Path, type Source, textOf, wrong } from './source.ts'

export type EntryPlace = {
  source: Source
  path: Path
  codec: Codec
  ours: boolean
  /** For entries that have none. */ id: string
}

/** @throws MiddleboxError har_invalid */
export function readEntry(entry: unknown, place: EntryPlace): Exchange {
  const ledger = readLedger(place.ours ? member(entry, '_middlebox') : undefined)
  const request = readRequest(entry, place)
  const response = readResponse(member(entry, 'response'))
  const startedAt = readStart(entry)
  const took = Math.max(0, numberOf(member(entry, 'time')) ?? 0)
  const messages = [...readMessages(entry), ...readEvents(member(entry, '_middlebox'), startedAt)]
  const { origin: _origin, ...known } = ledger
  return {
    id: place.id,
    kind: kindOf(entry, request.head.method),
    mode: 'forward',
    startedAt,
    ...(unfinished(entry, place, ledger) ? {} : { endedAt: startedAt + took, outcome: 'complete' as const }),
    client: {
      address: '',
      port: numberOf(member(entry, 'connection')) ?? 0,
      protocol: protocolOf(request.head.version),
    },
    ...upstreamOf(entry, request.head, request.url),
    ...failureOf(entry, response, place, ledger),
    ...known,
    ...wayOf(request.head, response, ledger, entry, place),
    ...bodiesOf(entry, request.head, response, place),
    method: request.head.method,
    url: request.url,
    status: response?.status ?? null,
    timings: readTimings(entry),
    messages,
    messageCount: countMessages(entry, messages),
    interim: ledger.interim ?? [],
    attempts: ledger.attempts ?? [],
    rules: ledger.rules ?? [],
    faults: ledger.faults ?? [],
    profiles: ledger.profiles ?? [],
    cassette: ledger.cassette ?? null,
    tags: ledger.tags ?? [],
    ...notesOf(entry, ledger),
  }
}

type ReadRequest = { head: RequestHead; url: string }

function readRequest(entry: unknown, { source, path }: EntryPlace): ReadRequest {
  const request = member(entry, 'request')
  if (typeof request !== 'object' || request === null) throw wrong(source, [...path, 'request'], 'an object', request)
  const written = member(request, 'url')
  if (typeof written !== 'string') throw wrong(source, [...path, 'request', 'url'], 'a text', written)
  const method = byteText(textOf(member(request, 'method')) ?? 'GET')
  const address = byteText(written.replace(/^ws(s?):/i, 'http$1:'))
  const url = method === 'CONNECT' ? address.replace(/^https?:\/\/([^/]*)\/?$/, '$1') : address
  const { fields, pseudo } = readFields(member(request, 'headers'))
  const version = versionOf(member(request, 'httpVersion'))
  const own = member(entry, '_middlebox')
  const parsed = parseUrl(url)
  const target = textOf(member(own, 'target')) ?? (method === 'CONNECT' ? url : (parsed?.path ?? url))
  const head: RequestHead = { method, target, version, fields }
  if (version !== '2') return { head, url }
  const stated = textOf(member(own, 'authority')) ?? pseudo[':authority']
  const implied = hasField(fields, 'host') || !parsed ? undefined : formatHost(parsed.scheme, parsed.host, parsed.port)
  const authority = stated ?? implied
  if (authority !== undefined && authority !== '') head.authority = authority
  const scheme = pseudo[':scheme'] ?? parsed?.scheme
  if (scheme !== undefined) head.scheme = scheme
  const protocol = textOf(member(own, 'protocol'))
  if (protocol !== undefined) head.protocol = protocol
  return { head, url }
}

/** Status 0 is how tools say that there was none. */
function readResponse(response: unknown): ResponseHead | undefined {
  const status = Math.floor(numberOf(member(response, 'status')) ?? 0)
  if (status < 100 || status > 999) return undefined
  return {
    status,
    reason: byteText(textOf(member(response, 'statusText')) ?? ''),
    version: versionOf(member(response, 'httpVersion')),
    fields: readFields(member(response, 'headers')).fields,
  }
}

/** `HTTP/1.1`, `http/2.0`, `h2`, `HTTP/3`: what is not 1 is nearest to 2. */
function versionOf(value: unknown): HttpVersion {
  const text = (textOf(value) ?? '').toLowerCase()
  if (/^(http\/)?1\.0/.test(text)) return '1.0'
  return /^(http\/[23]|h[23]|spdy)/.test(text) ? '2' : '1.1'
}

function protocolOf(version: HttpVersion): Protocol {
  return version === '2' ? 'h2' : `http/${version}`
}

function readStart(entry: unknown): number {
  const at = Date.parse(textOf(member(entry, 'startedDateTime')) ?? '')
  return Number.isNaN(at) ? 0 : at
}

function kindOf(entry: unknown, method: string): Exchange['kind'] {
  if (method === 'CONNECT') return 'connect'
  const socket = member(entry, '_resourceType') === 'websocket' || Array.isArray(member(entry, '_webSocketMessages'))
  return socket ? 'websocket' : 'http'
}

function unfinished(entry: unknown, { ours }: EntryPlace, { outcome }: Ledger): boolean {
  return ours && outcome === undefined && member(entry, '_middlebox') !== undefined
}

function upstreamOf(entry: unknown, { version }: RequestHead, url: string): Pick<Exchange, 'upstream'> {
  const address = textOf(member(entry, 'serverIPAddress'))?.replace(/^\[|\]$/g, '')
  if (!address) return {}
  const reused = (numberOf(member(member(entry, 'timings'), 'connect')) ?? -1) <= 0
  return { upstream: { address, port: parseUrl(url)?.port ?? 0, protocol: protocolOf(version), reused } }
}

function failureOf(
  entry: unknown,
  response: ResponseHead | undefined,
  { ours }: EntryPlace,
  { outcome }: Ledger,
): Pick<Partial<Exchange>, 'outcome' | 'error'> {
  if (response !== undefined || ours || outcome !== undefined) return {}
  const said = textOf(member(member(entry, 'response'), '_error')) ?? textOf(member(entry, '_error'))
  const message = said || 'no answer was recorded'
  return { outcome: 'upstream_error', error: { code: 'upstream_closed', message, leg: 'upstream' } }
}

/** The legs, and what was on the last of them in place of the bodies of the first. */
function wayOf(
  request: RequestHead,
  response: ResponseHead | undefined,
  ledger: Ledger,
  entry: unknown,
  { ours, codec }: EntryPlace,
): Pick<Exchange, 'legs' | 'hops' | 'changedBodies'> {
  const way = legsOf(request, response, ledger, entry)
  const changed = ours ? member(member(entry, '_middlebox'), 'changedBodies') : undefined
  return { ...way, ...readChangedBodies(changed, way.legs.at(-1), codec) }
}

/** Between client and origin there is one hop; without an origin only the client's leg. */
function legsOf(
  request: RequestHead,
  response: ResponseHead | undefined,
  { hops, origin, upstream, client }: Ledger,
  entry: unknown,
): Pick<Exchange, 'legs' | 'hops'> {
  const first: Leg = { request, ...(response && { response }) }
  const reached = upstream !== undefined || (client === undefined && textOf(member(entry, 'serverIPAddress')))
  if (!reached && hops === undefined) return { legs: [first], hops: [] }
  if (hops === undefined) return { legs: [first, first], hops: [{ request: [], response: [] }] }
  const legs: Leg[] = [first]
  for (const hop of hops) {
    const before = legs.at(-1)!
    const sent = before.request && applyPatches(before.request, hop.request)
    legs.push({ ...(sent && { request: sent }) })
  }
  const last = legs.at(-1)!
  const received = origin ?? response
  if (received !== undefined) last.response = received
  return { legs, hops }
}

function bodiesOf(
  entry: unknown,
  { fields }: RequestHead,
  response: ResponseHead | undefined,
  { codec, ours }: EntryPlace,
): Pick<Exchange, 'requestBody' | 'responseBody'> {
  const [sent, received] = [member(entry, 'request'), member(entry, 'response')]
  const binary = member(sent, '_content')
  const posted = textOf(member(binary, 'text')) === undefined ? member(sent, 'postData') : binary
  const size = (side: unknown) => member(side, 'bodySize')
  const answered = { fields: response?.fields ?? [], size: size(received), codec, ours }
  return {
    requestBody: withTrailers(readBody(posted, { fields, size: size(sent), codec, ours }), sent),
    responseBody: withTrailers(readBody(member(received, 'content'), answered), received),
  }
}

function withTrailers(body: Exchange['requestBody'], side: unknown): Exchange['requestBody'] {
  const { fields } = readFields(member(side, '_trailers'))
  return fields.length === 0 ? body : { ...body, trailers: fields }
}

/** −1 is what did not happen; ssl is part of connect. */
function readTimings(entry: unknown): Timings {
  const of = (name: string): number | null => {
    const ms = numberOf(member(member(entry, 'timings'), name))
    return ms === undefined || ms < 0 ? null : ms
  }
  const never = listOf(member(member(entry, '_middlebox'), 'unmeasured'))
  const measured = (name: string) => (never.includes(name) ? null : of(name))
  const [connect, tls] = [of('connect'), of('ssl')]
  return {
    dns: of('dns'),
    connect: connect === null ? null : Math.max(0, Math.round((connect - (tls ?? 0)) * 1000) / 1000),
    tls,
    send: measured('send'),
    wait: measured('wait'),
    receive: measured('receive'),
  }
}

function countMessages(entry: unknown, messages: Exchange['messages']): Exchange['messageCount'] {
  const stated = member(member(entry, '_middlebox'), 'messageCount')
  const here = (direction: 'up' | 'down') => messages.filter((message) => message.direction === direction).length
  const count = (direction: 'up' | 'down') => Math.max(here(direction), numberOf(member(stated, direction)) ?? 0)
  return { up: count('up'), down: count('down') }
}

/** A comment, and HTTP Toolkit's pin. */
function notesOf(entry: unknown, { marked }: Ledger): Pick<Partial<Exchange>, 'comment' | 'marked'> {
  const comment = textOf(member(entry, 'comment'))
  const pinned = marked === undefined && member(entry, '_pinned') === true
  return { ...(comment && { comment }), ...(pinned && { marked: '*' }) }
}
