/** The reverse proxy in pieces for tests: routes, requests and worlds made of a few facts, and whole proxies on free ports. */
import { BodyTap } from '../../src/engine/body-tap.ts'
import { createArena } from '../../src/kit/arena.ts'
import { createFakeClock } from '../../src/kit/clock.ts'
import { BytesBody, textBody } from '../../src/kit/body.ts'
import type { Context, Handler } from '../../src/model/contract.ts'
import type { ProxyEvent } from '../../src/model/event.ts'
import type { Failure, Request, RequestHead, ResponseHead } from '../../src/model/message.ts'
import type { RouteDefinition, SiteDefinition } from '../../src/model/route.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { compose } from '../../src/pipeline/compose.ts'
import type { ReverseWorld } from '../../src/reverse/world.ts'
import { parseRouteArgument } from '../../src/routes/argument.ts'
import { startProxy } from './proxy.ts'

/** A route as the command line has it, and what more is to be said of it. */
export function route(text: string, more: Partial<RouteDefinition> = {}): RouteDefinition {
  return { ...parseRouteArgument(text), ...more }
}

export type RequestFacts = Partial<RequestHead> & { url?: string; body?: string }

export function requestTo(url = 'http://site.test/', { body, ...head }: RequestFacts = {}): Request {
  const { protocol, hostname, port, host, pathname, search } = new URL(url)
  const scheme = protocol === 'https:' ? 'https' : 'http'
  const path = pathname + search
  const fields = head.version === '2' ? [] : ['Host', host]
  return {
    head: { method: 'GET', target: path, version: '1.1', fields, ...head },
    target: { scheme, host: hostname, port: Number(port || (scheme === 'https' ? 443 : 80)), path, protocol: 'auto' },
    body: body === undefined ? new BytesBody() : textBody(body),
    patches: [],
  }
}

let count = 0

export function contextOf(more: Partial<Context> = {}): Context & { events: ProxyEvent[]; dropped: Failure[] } {
  const events: ProxyEvent[] = []
  const dropped: Failure[] = []
  return {
    id: String(++count),
    client: { address: '127.0.0.1', port: 50_000, protocol: 'http/1.1' },
    mode: 'reverse',
    site: 0,
    kind: 'http',
    signal: new AbortController().signal,
    interim: () => {},
    emit: (event) => void events.push(event),
    dropAnswer: (failure) => void dropped.push(failure),
    keepBody: () => new BodyTap(createArena(), 1 << 20),
    startedAt: 0,
    now: () => 0,
    plan: undefined,
    arm: (random) => ({ down: [], up: [], dial: [], random }),
    ...more,
    events,
    dropped,
  }
}

export function answer(status = 200, fields: readonly string[] = [], text = 'ok'): Verdict & { kind: 'respond' } {
  const head: ResponseHead = { status, reason: '', version: '1.1', fields }
  return { kind: 'respond', head, body: textBody(text), from: 'upstream', patches: [] }
}

export function failed(code = 'connect_refused', leg: Failure['leg'] = 'upstream'): Verdict & { kind: 'respond' } {
  const failure = { code, message: `it failed: ${code}`, leg }
  return { ...answer(502), from: 'middlebox', failure }
}

/** Answers with one verdict after the other, the last one again and again, and remembers what it was asked. */
export function upstreams(...verdicts: (Verdict | (() => Verdict | Promise<Verdict>))[]) {
  const asked: Request[] = []
  const next: Handler = (request) => {
    const verdict = verdicts[Math.min(asked.length, verdicts.length - 1)]!
    asked.push(request)
    return typeof verdict === 'function' ? verdict() : verdict
  }
  return { asked, next }
}

export type TestWorld = ReverseWorld & { clock: ReturnType<typeof createFakeClock>; events: ProxyEvent[] }

export function reverseWorld(more: Partial<ReverseWorld> = {}): TestWorld {
  const events: ProxyEvent[] = []
  return {
    seed: '00',
    compose,
    emit: (event) => void events.push(event),
    probe: async () => undefined,
    nearby: async () => [],
    ...more,
    clock: createFakeClock(),
    events,
  }
}

/** What health events say, in short. */
export function healthOf(events: readonly ProxyEvent[]): string[] {
  return events.flatMap((event) =>
    event.type === 'health' ? [`${event.upstream ?? event.route} ${event.state}: ${event.reason}`] : [],
  )
}

export function siteOf(routes: readonly RouteDefinition[], more: Partial<SiteDefinition> = {}): SiteDefinition {
  return { host: '127.0.0.1', port: 0, routes, tls: { certificates: [] }, where: 'a test', ...more }
}

/** A whole reverse proxy with one site. */
export function startReverse(
  routes: readonly RouteDefinition[],
  more: Partial<SiteDefinition> = {},
  options: Parameters<typeof startProxy>[0] = {},
) {
  return startProxy({
    listen: [{ mode: 'reverse', host: '127.0.0.1', port: 0, site: 0 }],
    sites: [siteOf(routes, more)],
    ...options,
  })
}
