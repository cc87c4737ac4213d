/** Tries that failed, as the record has them: where they went, and how long each phase took until they did. */
import type { Attempt } from '../model/exchange.ts'
import type { Failure, Target } from '../model/message.ts'
import type { Announcement } from './exchange-facts.ts'
import { timingsOf } from './timings.ts'
import type { DialFailure } from './upstream/dial-failure.ts'

/** `sentAt`: when all of the request was out; 0 = it never was. */
type Sent = { announced: Announcement; sentAt: number }

/** A try whose request went out. It began when its connection was begun, or with the exchange where that was there before. */
export function sentAttempt({ announced, sentAt }: Sent, failure: Failure, startedAt: number, now: number): Attempt {
  const { upstream, at, dns, connect, tls } = announced
  const { address, port, reused } = upstream
  const timings = timingsOf(announced, { ready: at, sent: sentAt, responded: sentAt === 0 ? 0 : now, end: now })
  const begun = at - (dns ?? 0) - (connect ?? 0) - (tls ?? 0)
  return {
    startedAt: Math.max(startedAt, begun),
    address,
    port,
    failure,
    reused,
    timings: { ...timings, receive: null },
  }
}

/** A try that got no connection; its server is told by name where no address is known. */
export function dialAttempt(
  startedAt: number,
  { failure, timings, attempts }: DialFailure,
  { host, port }: Pick<Target, 'host' | 'port'>,
): Attempt {
  const last = attempts.at(-1) ?? { address: host, port }
  return {
    startedAt,
    address: last.address,
    port: last.port,
    failure,
    reused: false,
    timings: { ...timings, send: null, wait: null, receive: null },
  }
}

/** A dial of which no more is known than that it came to this after `ms`: they belong to the phase that the failure is of. */
export function brokenDial(failure: Failure, ms: number): DialFailure {
  const phase = /^(dns|tls)_/.exec(failure.code)?.[1] ?? 'connect'
  return { failure, timings: { dns: null, connect: null, tls: null, [phase]: ms }, attempts: [] }
}
