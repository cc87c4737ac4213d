/** The pieces that lines of several types share, as shapes (PRODUCT.md §3). */
import {
  anything,
  count,
  described,
  dictionary,
  list,
  literal,
  nullable,
  number,
  object,
  oneOf,
  optional,
  pair,
  text,
  truth,
  type Infer,
} from './schema.ts'

export const version = literal(1)
export const instant = described(text, 'A time in UTC: ISO 8601 with milliseconds.')
export const mode = oneOf('forward', 'reverse')
const milliseconds = nullable(number)

export const tls = object({
  version: text,
  cipher: text,
  serverName: optional(text),
  alpn: optional(text),
  peer: optional(object({ subject: text, issuer: text, validTo: instant, fingerprint256: text })),
})

const protocol = oneOf('http/1.0', 'http/1.1', 'h2', 'h2c')

export const clientPart = object({ address: text, port: count, protocol, tls: optional(tls) })
export const upstreamPart = object({
  address: text,
  port: count,
  protocol,
  tls: optional(tls),
  reused: truth,
  via: optional(described(text, 'The parent proxy whose address this is, without its login.')),
})
export const errorPart = object({ code: text, message: text, leg: oneOf('client', 'upstream', 'middlebox') })

export const timingsPart = described(
  object({
    dns: milliseconds,
    connect: milliseconds,
    tls: milliseconds,
    send: milliseconds,
    wait: milliseconds,
    receive: milliseconds,
  }),
  'Milliseconds; null where a phase did not happen, as dns, connect and tls on a reused connection.',
)

export const rulePart = object({
  name: text,
  phase: text,
  draw: optional(object({ value: number, threshold: number, key: text })),
  actions: list(text),
})

export const faultPart = object({
  name: text,
  attributes: dictionary(anything),
  applied: truth,
  skipped: optional(text),
})

const attemptPart = object({
  startedAt: instant,
  address: optional(text),
  port: optional(count),
  reused: truth,
  error: optional(errorPart),
  timings: timingsPart,
})

const fields = list(pair(text, text))

export const hopPart = object({
  request: described(fields, 'Request fields on this leg, in wire order, bytes as latin1.'),
  response: described(fields, 'Response fields on this leg; empty when it saw none.'),
  causes: described(
    list(
      object({
        side: oneOf('request', 'response'),
        op: oneOf('add', 'remove', 'set', 'rename', 'move'),
        name: text,
        cause: text,
      }),
    ),
    'Why this leg differs from its neighbour on the client side, in the order of the changes.',
  ),
  attempts: optional(list(attemptPart)),
})

export type TlsPart = Infer<typeof tls>
export type ClientPart = Infer<typeof clientPart>
export type UpstreamPart = Infer<typeof upstreamPart>
export type ErrorPart = Infer<typeof errorPart>
export type TimingsPart = Infer<typeof timingsPart>
export type HopPart = Infer<typeof hopPart>
export type AttemptPart = Infer<typeof attemptPart>
