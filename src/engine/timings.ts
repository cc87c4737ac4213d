/** The phases of an exchange from its clock readings: what `Timings` in the record says. */
import type { Timings } from '../model/exchange.ts'

/** How long a connection took to come about, ms; null where a phase did not happen. */
export type Phases = { dns: number | null; connect: number | null; tls: number | null }

/** Epoch ms; 0 = it did not come to that. */
export type Readings = {
  /** The connection was there. */
  ready: number
  /** The request was written in full. */
  sent: number
  /** The answer's head went to the client. */
  responded: number
  end: number
}

export function timingsOf({ dns, connect, tls }: Phases, { ready, sent, responded, end }: Readings): Timings {
  if (ready === 0) return { dns, connect, tls, send: null, wait: null, receive: null }
  // An early response may come before the request is out: then nothing was waited for.
  const written = sent === 0 || (responded !== 0 && sent > responded) ? responded || end : sent
  return {
    dns,
    connect,
    tls,
    send: written - ready,
    wait: responded === 0 ? null : responded - written,
    receive: responded === 0 ? null : end - responded,
  }
}
