/** The model's values as the pieces of a line: instants in ISO 8601, durations to the microsecond, optional keys only when known. */
import type { Attempt, ClientInfo, Exchange, Timings, TlsInfo, UpstreamInfo } from '../model/exchange.ts'
import type { Patch } from '../model/hop.ts'
import type { Failure } from '../model/message.ts'
import { toPairs } from '../kit/fields.ts'
import { legHeads } from '../kit/legs.ts'
import type { AttemptPart, ClientPart, ErrorPart, HopPart, TimingsPart, TlsPart, UpstreamPart } from './line-parts.ts'

/** Epoch ms as an instant in UTC. Times that no calendar has become its first day instead of an exception. */
export function toInstant(ms: number): string {
  const date = new Date(ms)
  return (Number.isNaN(date.getTime()) ? new Date(0) : date).toISOString()
}

/** Milliseconds with at most three decimals; the clock's further digits are noise. */
export function toMilliseconds(ms: number): number {
  return Math.round(ms * 1000) / 1000
}

export function toClient(client: ClientInfo): ClientPart {
  const { address, port, protocol } = client
  return { address, port, protocol, ...(client.tls && { tls: toTls(client.tls) }) }
}

export function toUpstream(upstream: UpstreamInfo): UpstreamPart {
  const { address, port, protocol, reused, via } = upstream
  const tls = upstream.tls && { tls: toTls(upstream.tls) }
  return { address, port, protocol, ...tls, reused, ...(via !== undefined && { via }) }
}

function toTls(tls: TlsInfo): TlsPart {
  const { peer, ...rest } = tls
  return peer === undefined ? rest : { ...rest, peer: { ...peer, validTo: toInstant(peer.validTo) } }
}

/** The three keys of the contract; a failure may know more, such as the bytes that could not be read. */
export function toError({ code, message, leg }: Failure): ErrorPart {
  return { code, message, leg }
}

export function toTimings(timings: Timings): TimingsPart {
  const round = (ms: number | null) => (ms === null ? null : toMilliseconds(ms))
  return {
    dns: round(timings.dns),
    connect: round(timings.connect),
    tls: round(timings.tls),
    send: round(timings.send),
    wait: round(timings.wait),
    receive: round(timings.receive),
  }
}

/** The legs of an exchange, client first. Retries belong to the last one. */
export function toHops(exchange: Exchange): HopPart[] {
  const legs = legHeads(exchange)
  return legs.map((leg, i): HopPart => {
    const hop = exchange.hops[i - 1]
    const part: HopPart = {
      request: leg.request === undefined ? [] : toPairs(leg.request.fields),
      response: leg.response === undefined ? [] : toPairs(leg.response.fields),
      causes: hop === undefined ? [] : [...toCauses('request', hop.request), ...toCauses('response', hop.response)],
    }
    if (i < legs.length - 1 || exchange.attempts.length === 0) return part
    return { ...part, attempts: exchange.attempts.map(toAttempt) }
  })
}

function toCauses(side: 'request' | 'response', patches: readonly Patch[]): HopPart['causes'] {
  return patches.map(({ op, name, cause }) => ({ side, op, name, cause }))
}

function toAttempt(attempt: Attempt): AttemptPart {
  return {
    startedAt: toInstant(attempt.startedAt),
    ...(attempt.address !== undefined && { address: attempt.address }),
    ...(attempt.port !== undefined && { port: attempt.port }),
    reused: attempt.reused,
    ...(attempt.failure && { error: toError(attempt.failure) }),
    timings: toTimings(attempt.timings),
  }
}
