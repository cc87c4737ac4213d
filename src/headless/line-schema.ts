/** Every NDJSON line, as a shape: the types of `line.ts` and the shipped `schema/line.schema.json` both come from here. */
import { paused, resumed } from './pause-lines.ts'
import { healthShape } from './health.ts'
import {
  clientPart,
  errorPart,
  faultPart,
  hopPart,
  instant,
  mode,
  rulePart,
  timingsPart,
  upstreamPart,
  version,
} from './line-parts.ts'
import { phaseShape } from './phase.ts'
import {
  count,
  described,
  list,
  literal,
  nullable,
  number,
  object,
  oneOf,
  optional,
  text,
  truth,
  type Infer,
  type JsonSchema,
} from './schema.ts'

const listening = object({
  type: literal('listening'),
  v: version,
  mode,
  url: text,
  port: count,
  ca: described(text, 'Path of the root certificate, PEM.'),
  seed: described(text, 'Hexadecimal; --seed repeats the run.'),
  pid: count,
  api: optional(
    described(
      object({ url: text, tokenFile: text }),
      'The control API, and the file that holds its token, which only its owner can read.',
    ),
  ),
  toxiproxyApi: optional(described(text, 'URL of Toxiproxy’s API, with --toxiproxy-api.')),
})

const route = optional(
  described(text, 'Of a reverse proxy: the match of the route it took, as written, with its methods and headers.'),
)

const outcome = oneOf('complete', 'client_abort', 'upstream_error', 'fault', 'mock', 'refused')

const exchange = object({
  type: literal('exchange'),
  v: version,
  id: text,
  parent: optional(described(text, 'The CONNECT exchange in whose tunnel this happened.')),
  kind: oneOf('http', 'connect'),
  startedAt: instant,
  durationMs: number,
  client: clientPart,
  upstream: optional(upstreamPart),
  mode,
  route,
  method: described(text, 'Empty when not even the request line could be read.'),
  url: described(text, 'Absolute; for CONNECT the authority; empty as the method is.'),
  status: nullable(count),
  outcome,
  error: optional(errorPart),
  unparsed: optional(
    described(text, 'The bytes of a request or an answer that could not be read, as latin1: at most 4096 of them.'),
  ),
  requestBytes: described(count, 'Body bytes on the client leg, as encoded.'),
  responseBytes: count,
  timings: timingsPart,
  rules: list(rulePart),
  faults: list(faultPart),
  profiles: list(text),
  cassette: nullable(object({ result: oneOf('hit', 'miss', 'recorded'), entry: optional(text) })),
  hops: described(list(hopPart), 'The legs of the path in order: the client’s first, the origin’s last.'),
})

const open = object({
  type: literal('open'),
  v: version,
  id: text,
  parent: optional(text),
  kind: oneOf('stream', 'websocket'),
  startedAt: instant,
  client: clientPart,
  upstream: optional(upstreamPart),
  mode,
  route,
  method: text,
  url: text,
  status: nullable(count),
})

const websocket = object({
  type: literal('websocket'),
  v: version,
  id: described(text, 'The id of its exchange, whose line follows.'),
  parent: optional(text),
  url: text,
  startedAt: instant,
  durationMs: number,
  messages: object({ up: count, down: count }),
  close: optional(object({ from: oneOf('client', 'upstream'), code: nullable(count), reason: text })),
})

const tunnel = object({
  type: literal('tunnel'),
  v: version,
  id: text,
  parent: optional(text),
  state: oneOf('open', 'closed'),
  startedAt: instant,
  durationMs: described(nullable(number), 'Null while it is open.'),
  client: clientPart,
  upstream: optional(upstreamPart),
  authority: text,
  reason: described(
    oneOf('ignored', 'server-first', 'not-http', 'ech', 'switched', 'tcp-proxy'),
    'Why nobody looked into it.',
  ),
  proxy: optional(described(text, 'Name of the TCP proxy, where it came to one.')),
  bytesUp: count,
  bytesDown: count,
  faults: optional(
    described(list(faultPart), 'The toxics that the connection met, each with its draw; once it is closed.'),
  ),
  error: optional(errorPart),
})

const tlsError = object({
  type: literal('tls-error'),
  v: version,
  id: text,
  at: instant,
  leg: oneOf('client', 'upstream'),
  client: clientPart,
  authority: text,
  serverName: optional(text),
  certificate: optional(
    described(text, 'The file of the certificate that the client was shown, where a site has its own.'),
  ),
  error: errorPart,
  reason: optional(described(text, 'The alert or the reason as TLS names it.')),
  probable: described(truth, 'The message is the likely cause, not a certain one.'),
  hint: optional(described(text, 'What mends it.')),
})

const warning = object({
  type: literal('warning'),
  v: version,
  at: instant,
  code: text,
  message: text,
  exchange: optional(text),
})

const outcomes = {
  complete: count,
  client_abort: count,
  upstream_error: count,
  fault: count,
  mock: count,
  refused: count,
}
const statuses = { '1xx': count, '2xx': count, '3xx': count, '4xx': count, '5xx': count, other: count }

const summary = object({
  type: literal('summary'),
  v: version,
  startedAt: instant,
  durationMs: number,
  exchanges: described(count, 'Exchanges that began.'),
  connects: described(count, 'Those of them that were CONNECT requests.'),
  finished: count,
  outcomes: described(object(outcomes), 'Without CONNECTs that went well, as `statuses`.'),
  statuses: object(statuses),
  errorShare: described(
    nullable(number),
    'Of the finished without CONNECTs that went well, 0 to 1: upstream errors, refusals, faults, statuses from 500.',
  ),
  requestBytes: count,
  responseBytes: count,
  latencyMs: described(
    object({ p50: nullable(number), p90: nullable(number), p99: nullable(number), max: number }),
    'From the request head to the response head.',
  ),
  websockets: count,
  tunnels: count,
  tlsErrors: count,
  warnings: count,
  lost: object({
    lines: described(count, 'Lines not written because the reader was too slow.'),
    exchanges: described(count, 'Exchanges dropped from memory before their end.'),
  }),
})

const lines = {
  listening,
  exchange,
  open,
  websocket,
  tunnel,
  'tls-error': tlsError,
  health: healthShape,
  phase: phaseShape,
  warning,
  paused,
  resumed,
  summary,
}

export type ListeningLine = Infer<typeof listening>
export type ExchangeLine = Infer<typeof exchange>
export type OpenLine = Infer<typeof open>
export type WebSocketLine = Infer<typeof websocket>
export type TunnelLine = Infer<typeof tunnel>
export type TlsErrorLine = Infer<typeof tlsError>
export type WarningLine = Infer<typeof warning>
export type SummaryLine = Infer<typeof summary>

/** One line of `--json`. */
export type Line = Infer<(typeof lines)[keyof typeof lines]>

/** The JSON Schema of one line. */
export function lineSchema(): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Middlebox line, version 1',
    description: 'One line of the NDJSON that middlebox --json writes. The first is listening, the last is summary.',
    oneOf: Object.keys(lines).map((type) => ({ $ref: `#/definitions/${type}` })),
    definitions: Object.fromEntries(Object.entries(lines).map(([type, shape]) => [type, shape.json])),
  }
}
