/**
 * Trying again, with another upstream where there is one: after failures that leave no doubt that the request had no
 * effect, or of methods that may be repeated (RFC 9110 §9.2.2), within a budget and with growing pauses between tries.
 */
import { emptyBody } from '../kit/body.ts'
import { type Clock, sleep } from '../kit/clock.ts'
import { hasField } from '../kit/fields.ts'
import { draw } from '../kit/draw.ts'
import type { Context, Handler, Interceptor } from '../model/contract.ts'
import type { Failure, Request } from '../model/message.ts'
import type { RetryOptions } from '../model/route.ts'
import type { Verdict } from '../model/verdict.ts'
import { blamesUpstream, failureOf } from './answer.ts'
import { Budget } from './budget.ts'
import { type Replay, createReplay } from './replay.ts'
import type { Endpoint } from './endpoint.ts'
import { type Ask, type Asking, type Try, asItIs, sourceOf } from './try.ts'

/** What nginx does for a pool without being asked: another upstream when one cannot be reached or says nothing. */
export const usualRetry: RetryOptions = {
  attempts: 3,
  statuses: [],
  backoff: 0,
  maxBackoff: 0,
  budget: 1,
  maxBody: 65_536,
}

const repeatable = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE'])
/** Before a connection is there nothing of a request has been sent. */
const unsent = /^(dns_|connect_|tls_|parent_)/

/** `h2`: an upstream is spoken to in HTTP/2 whoever asks. */
type World = { clock: Clock; seed: string; route: string; h2?: boolean }

const askNext: Ask = (asking) => {
  const verdict = asking.next(asking.request, asking.context)
  return verdict instanceof Promise ? verdict.then((settled) => asking.judge(settled)) : asking.judge(verdict)
}

/** `ask`: of the dispatch, where that stands directly below. */
export function createRetry(options: RetryOptions, world: World, ask = askNext): Interceptor {
  const budget = new Budget(options.budget, world.clock)
  const parts = { options, world, budget, ask }
  const begin = (first: First): Verdict | Promise<Verdict> => {
    budget.request(first.context.startedAt)
    return ask(first)
  }
  return {
    name: 'reverse-retry',
    handle(request, next, context) {
      if (request.body.length === 0) return begin(new First(parts, request, next, context, bodyless))
      // Who expects 100 Continue (RFC 9110 §10.1.1) sends nothing before the upstream has said so, and of what may not be
      // repeated nothing has been read when it is sent again.
      const once = !repeatable.has(request.head.method) || hasField(request.head.fields, 'expect')
      // But over HTTP/2 what was read can come back as not processed (RFC 9113 §8.7).
      const h2 = context.kind === 'http' && (request.head.version === '2' || world.h2 === true)
      const limit = once && !h2 ? 0 : options.maxBody
      return Promise.resolve(createReplay(request.body, limit, once)).then((replay) =>
        begin(new First(parts, { ...request, body: replay.next()! }, next, context, replay, context.now())),
      )
    },
  }
}

type Parts = { options: RetryOptions; world: World; budget: Budget; ask: Ask }

/** What other tries have where the first had nothing to send. */
const bodyless: Replay = { next: emptyBody, done: () => {} }

/** The first try, all that is made for a request that goes well. */
class First implements Asking {
  readonly request: Request
  readonly next: Handler
  readonly context: Context
  readonly #parts: Parts
  readonly #replay: Replay
  /** When its body had come; without one, when the exchange began. */
  readonly #since: number | undefined

  constructor(parts: Parts, request: Request, next: Handler, context: Context, replay: Replay, since?: number) {
    this.#parts = parts
    this.request = request
    this.next = next
    this.context = context
    this.#replay = replay
    this.#since = since
  }

  judge(verdict: Verdict): Verdict | Promise<Verdict> {
    const reason = reasonToRetry(this.request, this.context, this.#parts.options, verdict)
    if (reason !== undefined) return new Tries(this.#parts, this, this.#replay).run(verdict, reason, this.#since)
    this.#replay.done()
    return verdict
  }
}

/** What follows a try that failed. */
class Tries {
  readonly #options: RetryOptions
  readonly #world: World
  readonly #budget: Budget
  readonly #ask: Ask
  readonly #first: Asking
  readonly #replay: Replay
  readonly #tried: Endpoint[] = []

  constructor({ options, world, budget, ask }: Parts, first: Asking, replay: Replay) {
    this.#options = options
    this.#world = world
    this.#budget = budget
    this.#ask = ask
    this.#first = first
    this.#replay = replay
  }

  async run(failed: Verdict, why: Failure, since: number | undefined): Promise<Verdict> {
    const { next, context, request } = this.#first
    let verdict = failed
    let reason: Failure | undefined = why
    let startedAt = since ?? context.startedAt
    for (let attempt = 1; reason !== undefined && attempt < this.#options.attempts; attempt++) {
      // Only where there will be another try is the body taken from the one before.
      const body = context.signal.aborted || !this.#budget.retry() ? undefined : this.#replay.next()
      if (body === undefined) break
      const source = sourceOf(verdict)
      if (source !== undefined) this.#tried.push(source)
      this.#drop(verdict, reason, startedAt)
      await sleep(this.#world.clock, this.#pause(attempt), context.signal)
      if (context.signal.aborted) break
      startedAt = context.now()
      const one: Try = { ...request, body, tried: this.#tried }
      const later = await this.#ask({ request: one, next, context, judge: asItIs })
      // What failed says more than that nothing is tried any more.
      if (isRefusal(later) && failureOf(verdict) !== undefined) break
      verdict = later
      reason = reasonToRetry(request, context, this.#options, verdict)
    }
    this.#replay.done()
    return verdict
  }

  /** Lets the answer go that is not wanted, and shows it as an attempt; a try without an answer has shown itself. */
  #drop(verdict: Verdict, failure: Failure, startedAt: number): void {
    if (verdict.kind !== 'respond') return
    if (verdict.failure !== undefined) return
    verdict.body.cancel()
    this.#first.context.dropAnswer(failure, startedAt)
  }

  /** Twice as long each time, and anything up to that ("full jitter"), so that retries do not come in waves. */
  #pause(attempt: number): number {
    const { backoff, maxBackoff } = this.#options
    const longest = Math.min(maxBackoff, backoff * 2 ** (attempt - 1))
    if (longest === 0) return 0
    return longest * draw(this.#world.seed, 'backoff', this.#world.route, this.#first.context.id, String(attempt))
  }
}

/** Undefined when the verdict is to stand. */
function reasonToRetry(
  request: Request,
  context: Context,
  { statuses }: RetryOptions,
  verdict: Verdict,
): Failure | undefined {
  const failure = failureOf(verdict)
  if (failure === undefined && statuses.length === 0) return undefined
  // An upstream that was asked to switch protocols may have done so.
  const safe = context.kind === 'http' && repeatable.has(request.head.method)
  if (failure !== undefined) {
    if (!blamesUpstream(failure) || isRefusal(verdict)) return undefined
    return safe || failure.unprocessed || unsent.test(failure.code) ? failure : undefined
  }
  if (verdict.kind !== 'respond' || !safe || !statuses.includes(verdict.head.status)) return undefined
  return { code: 'upstream_status', message: `the upstream answered ${verdict.head.status}`, leg: 'upstream' }
}

/** Nobody was asked: more tries would end the same. */
function isRefusal(verdict: Verdict): boolean {
  const code = failureOf(verdict)?.code
  return code === 'breaker_open' || code === 'pool_unavailable' || code === 'pool_busy'
}
