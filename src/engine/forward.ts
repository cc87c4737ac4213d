/** The terminal handler: sends the request to its target and answers with what comes back, or with why nothing did. */
import type { Context, Handler, Mode } from '../model/contract.ts'
import type { Body, Channel, Failure, Request, ResponseHead } from '../model/message.ts'
import type { Patch } from '../model/hop.ts'
import type { Origin, Verdict } from '../model/verdict.ts'
import { emptyBody } from '../kit/body.ts'
import { type DialProblem, dialProblem } from '../kit/dial-fault.ts'
import { failureVerdict, unsendable } from './answer.ts'
import { decided } from './decided.ts'
import { brokenDial, dialAttempt } from './attempt.ts'
import type { GoneListener, LiveExchange } from './live-exchange.ts'
import type { DialFailure } from './upstream/dialler.ts'
import type { ResponseOwner, UpstreamLink } from './upstream/link.ts'
import type { Upstreams } from './upstream/upstreams.ts'
import { Http1Upstream } from './http1/upstream.ts'
import { type WebSocketBridge, planWebSocket } from './http2/websocket-bridge.ts'
import { connectVerdict, type TunnelPolicy } from './connect.ts'
import { limitForwards } from './max-forwards.ts'
import { Patience, type Patient } from './patience.ts'
import { defect } from './perform.ts'
import { type Rival, sentInVain, show, tryFailed } from './tries.ts'
import { guessProtocol } from './wrong-protocol.ts'

/** 1xx heads relayed for one request: more than progress reports of an hour, fewer than a flood. */
const maxInterims = 1_000

/** `upstreams`: by where requests came in. */
export function createForward(upstreams: Readonly<Record<Mode, Upstreams>>, policy: TunnelPolicy): Handler {
  return (request, context) => {
    // The engine calls its own chain: the context is always its own exchange.
    const exchange = context as Context as LiveExchange
    if (exchange.kind === 'connect') return connectVerdict(request, exchange, upstreams[exchange.mode], policy)
    const limited = exchange.own ? request : limitForwards(request)
    if ('kind' in limited) return limited
    return new Forwarding(upstreams[exchange.mode], limited, exchange).start()
  }
}

/** One request on its way to one upstream, with at most one retry. */
class Forwarding implements ResponseOwner, GoneListener, Patient {
  readonly rival: Rival | undefined
  readonly #upstreams: Upstreams
  #request: Request
  readonly #exchange: LiveExchange
  readonly #wantsH2: boolean
  #settle: ((verdict: Verdict | Promise<Verdict>) => void) | undefined
  #link: UpstreamLink | undefined
  #bridge: WebSocketBridge | undefined
  /** When the dial began. */
  #startedAt = 0
  #patience: Patience | undefined
  #retried = false
  #interims = 0

  constructor(upstreams: Upstreams, request: Request, exchange: LiveExchange) {
    this.#upstreams = upstreams
    this.#request = request
    this.#exchange = exchange
    this.#wantsH2 = wantsHttp2(request, exchange)
    if (request.arbiter !== undefined) request.arbiter.taken = true
    this.rival = request.patience?.stop === undefined ? undefined : { announced: undefined, sentAt: 0 }
  }

  start(): Promise<Verdict> {
    return new Promise((resolve) => {
      this.#settle = resolve
      this.#exchange.whenGone(this)
      const { patience } = this.#request
      if (patience !== undefined) this.#patience = new Patience(patience, this.#exchange, this)
      // The client may have gone before the request got here.
      if (this.#settle !== undefined) this.#find()
    })
  }

  #find(): void {
    const fault = dialProblem(this.#exchange.plan, this.#request.target)
    if (fault !== undefined) return this.#failDial(fault)
    const link = this.#upstreams.idle(this.#request.target, this.#wantsH2)
    if (link === undefined) void this.#dial()
    else this.#use(link)
  }

  #use(link: UpstreamLink): void {
    if (this.#exchange.kind === 'upgrade' && !this.#prepareSwitch(link)) return
    this.#link = link
    const { body } = this.#request
    const sent = this.#patience?.answering(body) ?? body
    if (sent !== body) this.#request = { ...this.#request, body: sent }
    try {
      link.send(this.#bridge?.request ?? this.#request, this.#exchange, this)
    } catch (error) {
      link.cancel(this)
      const failure = unsendable('request', error)
      this.#finish(failure === undefined ? defect(this.#exchange, error) : failureVerdict(failure))
    }
  }

  /** False when the switch does not go over this connection: then what happens instead has begun. */
  #prepareSwitch(link: UpstreamLink): boolean {
    const plan = planWebSocket(this.#request, link)
    this.#bridge = undefined
    if (plan === 'as-is') return true
    if (plan === 'http/1.1') {
      this.#request = { ...this.#request, target: { ...this.#request.target, protocol: 'http/1.1' } }
      this.#find()
      return false
    }
    if ('code' in plan) {
      this.#finish(failureVerdict(plan))
      if (link instanceof Http1Upstream) link.park()
      return false
    }
    this.#bridge = plan
    return true
  }

  async #dial(): Promise<void> {
    this.#link = undefined
    this.#startedAt = this.#exchange.now()
    this.#patience?.connecting()
    const acquired = await this.#upstreams.open(this.#request.target, this.#wantsH2, this.#exchange.signal)
    if (this.#exchange.ended || this.#settle === undefined) return this.#parkOrDrop(acquired)
    if ('error' in acquired) return this.#dialFailed(acquired.error)
    this.#use(acquired.link)
  }

  /** The client left while we dialled: an h2 session stays for others, an h1 connection is not worth keeping. */
  #parkOrDrop(acquired: { link: UpstreamLink } | { error: DialFailure }): void {
    if ('link' in acquired && 'close' in acquired.link && !acquired.link.info.protocol.startsWith('h2'))
      (acquired.link as { close(): void }).close()
    this.#request.body.cancel()
  }

  /** An injected failure acts where a real one would: on the dial, as if there were no kept connection. */
  #failDial({ failure, after }: DialProblem): void {
    this.#startedAt = this.#exchange.now()
    this.#patience?.connecting()
    this.#exchange.after(after, () => {
      if (this.#settle !== undefined) this.#dialBroke(failure, 'fault')
    })
  }

  /** Without a word from the dial itself. */
  #dialBroke(failure: Failure, from?: Origin): void {
    this.#dialFailed(brokenDial(failure, this.#exchange.now() - this.#startedAt), from)
  }

  #dialFailed(error: DialFailure, from: Origin = 'middlebox'): void {
    tryFailed(this.#exchange, dialAttempt(this.#startedAt, error, this.#request.target), this.rival)
    this.#finish({ ...failureVerdict(error.failure), from })
  }

  interim(head: ResponseHead): void {
    if (this.#settle === undefined) return
    if (++this.#interims <= maxInterims) return this.#exchange.interim(head)
    this.#link?.cancel(this)
    this.#finish(
      failureVerdict({
        code: 'upstream_malformed',
        message: `the upstream sent more than ${maxInterims} informational answers and no final one`,
        leg: 'upstream',
      }),
    )
  }

  response(head: ResponseHead, body: Body): void {
    const problem = this.#bridge?.problem(head)
    if (problem !== undefined) {
      body.cancel()
      return this.#finish(failureVerdict(problem))
    }
    if (this.rival !== undefined) show(this.#exchange, this.rival)
    this.#exchange.upstreamHead = head
    this.#answer({ kind: 'respond', head, body, from: 'upstream', patches: noPatches })
  }

  switched(head: ResponseHead, channel: Channel): void {
    const answer = this.#bridge?.answer(head) ?? { head, patches: noPatches }
    if ('code' in answer) {
      channel.close('close')
      return this.#finish(failureVerdict(answer))
    }
    this.#exchange.upstreamHead = head
    this.#answer({ kind: 'switch', head: answer.head, channel, from: 'upstream', patches: answer.patches })
  }

  failed(cause: Failure, again: boolean): void {
    if (this.#settle === undefined) return
    const failure = guessProtocol(cause, this.#request.target, this.#link?.info.reused === false)
    sentInVain(this.#exchange, failure, this.rival)
    // Only a request that has no body can be sent again: one that had may have been read.
    if (again && !this.#retried && this.#request.body.length === 0 && !this.#exchange.ended) {
      this.#retried = true
      const request = this.#request as { body: Body }
      request.body = emptyBody()
      void this.#dial()
      return
    }
    this.#finish(failureVerdict(failure))
  }

  giveUp(failure: Failure): void {
    if (this.#settle === undefined) return
    if (this.#link === undefined) return this.#dialBroke(failure)
    sentInVain(this.#exchange, failure, this.rival)
    this.#finish(failureVerdict(failure))
    this.#link.cancel(this)
  }

  /** Whoever waits for the verdict hears of it too: an upstream is not to blame for a client that leaves. */
  clientGone(): void {
    this.#answer(failureVerdict(gone))
    this.#link?.cancel(this)
    this.#request.body.cancel()
  }

  #finish(verdict: Verdict): void {
    if (!this.#request.body.used) this.#request.body.cancel()
    // An earlier try may have had an answer, which this one takes the place of; not so one of several at once.
    if (this.rival === undefined) this.#exchange.upstreamHead = undefined
    this.#answer(verdict)
  }

  #answer(verdict: Verdict): void {
    this.#patience?.stop()
    const settle = this.#settle
    if (settle === undefined) return
    this.#settle = undefined
    const { arbiter } = this.#request
    settle(arbiter === undefined ? verdict : decided(arbiter, verdict))
  }
}

/** Over TLS ALPN settles it. To a plain origin h2 is spoken only for a client that did so itself, by prior knowledge (RFC 9113 §3.3). */
function wantsHttp2({ head, target }: Request, exchange: LiveExchange): boolean {
  if (target.scheme === 'https') return head.version === '2' || exchange.own
  return head.version === '2' && exchange.client.protocol === 'h2c'
}

const gone: Failure = { code: 'client_abort', message: 'the client is gone', leg: 'client' }

const noPatches: readonly Patch[] = []
