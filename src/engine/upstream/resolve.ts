/**
 * From a host to the addresses to try: `--connect-to` first, then `--resolve` pins, address literals, `localhost`, and at
 * last the system's resolver, whose order is kept.
 */
import { lookup, type LookupAddress } from 'node:dns'
import { isIP } from 'node:net'
import type { UpstreamOptions } from '../../model/options.ts'
import { trouble, type Trouble } from './dial-failure.ts'

export type ResolveResult =
  | { kind: 'resolved'; addresses: readonly string[]; asked: boolean }
  | { kind: 'failed'; trouble: Trouble; asked: boolean }
  | { kind: 'aborted' }

export type Lookup = (host: string, done: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void) => void

/** All addresses in the system's order: /etc/hosts and RFC 6724 sorting are getaddrinfo's business. */
const systemLookup: Lookup = (host, done) => lookup(host, { all: true, order: 'verbatim' }, done)

/** Where `--connect-to` sends a host and port; undefined when no entry matches. As in curl, the first match decides. */
export function connectTo(
  host: string,
  port: number,
  entries: UpstreamOptions['connectTo'],
): { host: string; port: number } | undefined {
  for (const entry of entries) {
    if (entry.host !== '' && entry.host.toLowerCase() !== host.toLowerCase()) continue
    if (entry.port !== 0 && entry.port !== port) continue
    return { host: entry.toHost === '' ? host : entry.toHost, port: entry.toPort === 0 ? port : entry.toPort }
  }
  return undefined
}

/** The addresses pinned by `--resolve`; an exact host wins over `*`, and as in curl a later entry over an earlier one. */
export function pinned(host: string, port: number, pins: UpstreamOptions['resolve']): readonly string[] | undefined {
  const name = host.toLowerCase()
  const matches = (wanted: string) =>
    pins.findLast((pin) => pin.port === port && pin.host.toLowerCase() === wanted && pin.addresses.length > 0)
  return (matches(name) ?? matches('*'))?.addresses
}

/** Creates the resolver of a session. Equal questions in flight share one answer, since getaddrinfo has four threads. */
export function createResolver(pins: UpstreamOptions['resolve'], ask: Lookup = systemLookup) {
  const inFlight = new Map<string, Promise<ResolveResult>>()

  function query(host: string): Promise<ResolveResult> {
    const running = inFlight.get(host)
    if (running) return running
    const answer = askFor(host, ask).finally(() => inFlight.delete(host))
    inFlight.set(host, answer)
    return answer
  }

  return function resolve(host: string, port: number, signal: AbortSignal): Promise<ResolveResult> {
    if (signal.aborted) return Promise.resolve({ kind: 'aborted' })
    const known = pinned(host, port, pins) ?? withoutAsking(host)
    if (known) return Promise.resolve({ kind: 'resolved', addresses: known, asked: false })
    return untilAborted(query(host), signal)
  }
}

/**
 * Addresses that need no resolver. `localhost` names mean loopback everywhere (RFC 6761 §6.3), on both families, so that
 * `localhost:3000` finds the server on whichever one it listens.
 */
function withoutAsking(host: string): readonly string[] | undefined {
  if (isIP(host)) return [host]
  return /^(.*\.)?localhost\.?$/i.test(host) ? ['::1', '127.0.0.1'] : undefined
}

function askFor(host: string, ask: Lookup): Promise<ResolveResult> {
  return new Promise((resolve) => {
    const done = (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => {
      if (!error && found.length > 0) {
        return resolve({ kind: 'resolved', addresses: found.map((entry) => entry.address), asked: true })
      }
      resolve({ kind: 'failed', trouble: trouble('dns_failed', explain(host, error)), asked: true })
    }
    try {
      ask(host, done)
    } catch (error) {
      done(error as NodeJS.ErrnoException, [])
    }
  })
}

function explain(host: string, error: NodeJS.ErrnoException | null): string {
  if (error === null) return `${host} has no address`
  if (error.code === 'ENOTFOUND') return `${host} does not resolve: no such name, or no address for it (ENOTFOUND)`
  if (error.code === 'EAI_AGAIN') return `${host} does not resolve: the name server gave no answer for now (EAI_AGAIN)`
  return `${host} does not resolve: ${error.code ?? error.message}`
}

/** A lookup cannot be stopped; its answer is dropped instead. */
function untilAborted(answer: Promise<ResolveResult>, signal: AbortSignal): Promise<ResolveResult> {
  return new Promise((resolve) => {
    const aborted = () => resolve({ kind: 'aborted' })
    signal.addEventListener('abort', aborted, { once: true })
    void answer.then((result) => {
      signal.removeEventListener('abort', aborted)
      resolve(result)
    })
  })
}
