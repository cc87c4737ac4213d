/**
 * Hedging: when an upstream lets one wait, another is asked the same, and the first answer counts. Only for requests without
 * a body whose methods may be repeated; the one that is not needed any more is given up, and shown as an attempt.
 */
import type { Clock } from '../kit/clock.ts'
import type { Context, Handler, Interceptor } from '../model/contract.ts'
import type { Request } from '../model/message.ts'
import type { HedgeOptions } from '../model/route.ts'
import type { Verdict } from '../model/verdict.ts'
import { emptyBody } from '../kit/body.ts'
import { failureOf } from './answer.ts'
import type { Endpoint } from './endpoint.ts'
import type { Try } from './try.ts'

const repeatable = new Set(['GET', 'HEAD', 'OPTIONS'])

export function createHedge(options: HedgeOptions, clock: Clock): Interceptor {
  return {
    name: 'reverse-hedge',
    handle(request, next, context) {
      const plain = context.kind === 'http' && request.body.length === 0 && repeatable.has(request.head.method)
      return plain ? new Race(options, clock, request, next, context).run() : next(request, context)
    },
  }
}

class Race {
  readonly #options: HedgeOptions
  readonly #clock: Clock
  readonly #request: Try
  readonly #next: Handler
  readonly #context: Context
  readonly #running = new Set<AbortController>()
  readonly #chosen: Endpoint[] = []
  #settle: (verdict: Verdict) => void = () => {}
  #fail: (error: unknown) => void = () => {}
  #asked = 0
  #over = false

  constructor(options: HedgeOptions, clock: Clock, request: Request, next: Handler, context: Context) {
    this.#options = options
    this.#clock = clock
    this.#request = request
    this.#next = next
    this.#context = context
  }

  run(): Promise<Verdict> {
    return new Promise((resolve, reject) => {
      this.#settle = resolve
      this.#fail = reject
      this.#ask()
    })
  }

  #ask(): void {
    const stop = new AbortController()
    this.#running.add(stop)
    this.#asked++
    const patience = { ...this.#request.patience, stop: stop.signal }
    const tried = [...(this.#request.tried ?? []), ...this.#chosen]
    const one: Try = { ...this.#request, body: emptyBody(), patience, tried, chosen: this.#chosen }
    const timer =
      this.#asked > this.#options.max ? undefined : this.#clock.after(this.#options.after, () => this.#askAnother())
    Promise.resolve(this.#next(one, this.#context)).then(
      (verdict) => {
        timer?.stop()
        this.#running.delete(stop)
        this.#came(verdict)
      },
      (error: unknown) => this.#fail(error),
    )
  }

  #askAnother(): void {
    if (!this.#over && !this.#context.signal.aborted) this.#ask()
  }

  /** The first answer counts; a failure only when nobody else is asked any more. */
  #came(verdict: Verdict): void {
    if (this.#over) return discard(verdict)
    if (failureOf(verdict) !== undefined && this.#running.size > 0) return
    this.#over = true
    for (const stop of this.#running) stop.abort()
    this.#settle(verdict)
  }
}

function discard(verdict: Verdict): void {
  if (verdict.kind === 'respond') verdict.body.cancel()
  else if (verdict.kind === 'switch') verdict.channel?.close('close')
}
