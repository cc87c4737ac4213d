/** A user's module at work: its hooks at each moment of an exchange, in a worker that is started anew when it has ended. */
import { basename, extname } from 'node:path'
import { discard } from '../kit/body.ts'
import type { Clock } from '../kit/clock.ts'
import { tellBody } from '../kit/tell-body.ts'
import { withoutCompression } from '../kit/plain-websocket.ts'
import type { Codec } from '../kit/rewrite-body.ts'
import { urlOf } from '../kit/request-url.ts'
import type { Context } from '../model/contract.ts'
import { MiddleboxError } from '../model/errors.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Cause } from '../model/hop.ts'
import type { Request } from '../model/message.ts'
import type { MessageStage } from '../model/message-stage.ts'
import type { ScriptAtWork } from '../model/script.ts'
import type { Plan } from '../model/plan.ts'
import type { Verdict } from '../model/verdict.ts'
import { type Respond, answerOf, changeAnswer, changeRequest, dropped, replaceAnswer } from './apply.ts'
import { HeldBody } from './held-body.ts'
import { finishedExchange } from './finished-exchange.ts'
import type { AskedFacts, Call, CallFacts, Content, Result } from './protocol.ts'
import { ScriptThread, type ThreadEars } from './thread.ts'

/** Workers that may end before they begin a call, until it passes without them. */
const tries = 3

export type ScriptWorld = { clock: Clock; codec: Codec; show(path: string): string; ears: ThreadEars }

const pass = { kind: 'pass' } as const

export class Script {
  readonly path: string
  readonly #world: ScriptWorld
  readonly #cause: Cause
  /** Exchanges that it is to be told the end of. */
  readonly #seen = new Set<string>()
  #thread: ScriptThread
  #opening: Promise<ScriptThread> | undefined
  #broken = false
  #closed = false

  private constructor(path: string, world: ScriptWorld, thread: ScriptThread) {
    this.path = path
    this.#world = world
    this.#cause = `script ${basename(path)}`
    this.#thread = thread
  }

  /** @throws MiddleboxError script_invalid */
  static async open(path: string, world: ScriptWorld): Promise<Script> {
    if (!/\.m?[jt]s$/.test(path)) {
      const expected = 'Expected a module ending in .ts, .mts, .js or .mjs'
      throw new MiddleboxError(
        'script_invalid',
        `${world.show(path)}: ${expected}, got ${JSON.stringify(extname(path))}.`,
      )
    }
    return new Script(path, world, await ScriptThread.open(path, world))
  }

  /** All files it is made of, its own first. */
  get files(): readonly string[] {
    return this.#thread.files
  }

  /** The script for one exchange, of which it wants to hear the end. */
  on(context: Context, dice: Plan['random']): ScriptAtWork {
    this.#seen.add(context.id)
    return {
      onRequest: (request) => {
        const armed = this.#armMessages(request, context, dice)
        return this.#thread.hooks.has('onRequest') ? this.#request(armed, context) : armed
      },
      // What a switch of protocols is told by is not for scripts to change.
      onResponse: (answer, request) =>
        answer.kind === 'switch' || !this.#thread.hooks.has('onResponse')
          ? answer
          : this.#response(answer, request, context),
    }
  }

  /** The exchange is over; resolves when the script has been told. */
  async ended(exchange: Exchange): Promise<void> {
    if (!this.#seen.delete(exchange.id)) return
    if (this.#thread.hooks.has('onExchange')) {
      const facts = { id: exchange.id, client: clientOf(exchange.client), mode: exchange.mode }
      await this.#call({ hook: 'onExchange', facts, exchange: finishedExchange(exchange) })
    }
    this.#thread.forget(exchange.id)
  }

  /** The exchange is over and nothing is known of it any more. */
  forget(id: string): void {
    if (this.#seen.delete(id)) this.#thread.forget(id)
  }

  /** Lets the calls end that have begun, each within its time limit. */
  async close(): Promise<void> {
    await this.#thread.idle()
    this.#closed = true
    await this.#thread.end()
  }

  async #request(request: Request, context: Context): Promise<Request | Verdict> {
    const held = new HeldBody(request.body, request.head.fields, this.#world.codec)
    const result = await this.#call({ hook: 'onRequest', facts: factsOf(context), request: askedOf(request) }, () =>
      held.content(),
    )
    const now = held.body === request.body ? request : { ...request, body: held.body }
    if (result.kind === 'change')
      return changeRequest(now, result.change, this.#cause, this.#world.codec, (bytes) => {
        if (!same(held.came, bytes)) tellBody(context, 'request', this.#cause, [bytes])
      })
    if (result.kind === 'pass') return now
    // What the client still sends is read and kept for display, and goes nowhere.
    if (!held.body.used) held.body.pipe(discard)
    return result.kind === 'drop' ? dropped(this.#cause) : answerOf(result.answer)
  }

  async #response(answer: Respond, request: Request, context: Context): Promise<Verdict> {
    const { status, reason, fields } = answer.head
    const bodiless = request.head.method === 'HEAD' || status === 204 || status === 304
    const held = new HeldBody(answer.body, fields, this.#world.codec)
    const result = await this.#call(
      {
        hook: 'onResponse',
        facts: factsOf(context),
        request: askedOf(request),
        response: { status, reason, fields },
      },
      () => (bodiless ? Promise.resolve({ bytes: new Uint8Array() }) : held.content()),
    )
    const now = held.body === answer.body ? answer : { ...answer, body: held.body }
    const came = held.came && [held.came]
    if (result.kind === 'change')
      return changeAnswer(now, result.change, this.#cause, this.#world.codec, bodiless, (bytes) => {
        if (!same(held.came, bytes)) tellBody(context, 'response', this.#cause, came)
      })
    if (result.kind === 'pass') return now
    if (result.kind === 'answer') {
      tellBody(context, 'response', this.#cause, came)
      return replaceAnswer(now, result.answer, this.#cause)
    }
    now.body.cancel()
    return dropped(this.#cause)
  }

  #armMessages(request: Request, context: Context, dice: Plan['random']): Request {
    if (context.kind !== 'upgrade' || !this.#thread.hooks.has('onMessage')) return request
    const plan = context.arm(dice)
    ;(plan.messages ??= []).push({ rule: this.#cause, stage: this.#messageStage(request, context) })
    return withoutCompression(request, this.#cause)
  }

  #messageStage(asked: Request, context: Context): MessageStage {
    const [request, facts] = [askedOf(asked), factsOf(context)]
    return async ({ direction, kind, data }) => {
      const given = kind === 'text' ? Buffer.from(data).toString() : data
      const result = await this.#call({ hook: 'onMessage', facts, request, message: { direction, data: given } })
      if (result.kind === 'drop') return 'drop'
      const now = result.kind === 'change' ? result.change.data : undefined
      if (now === undefined) return 'pass'
      return typeof now === 'string' ? { kind: 'text', data: Buffer.from(now) } : { kind: 'binary', data: now }
    }
  }

  async #call(call: Call, content: () => Promise<Content> = noContent): Promise<Result> {
    for (let count = 0; count < tries; count++) {
      const thread = await this.#running()
      if (thread === undefined) return pass
      const outcome = await thread.run(call, content)
      if (outcome !== 'again') return outcome
    }
    return pass
  }

  /** The worker, a new one when it has ended; undefined when that does not load any more. */
  #running(): ScriptThread | undefined | Promise<ScriptThread | undefined> {
    if (!this.#thread.over) return this.#thread
    if (this.#broken || this.#closed) return undefined
    this.#opening ??= ScriptThread.open(this.path, this.#world).finally(() => (this.#opening = undefined))
    return this.#opening.then(
      (thread) => (this.#thread = thread),
      (error: unknown) => {
        if (!this.#broken) this.#say(error)
        this.#broken = true
        return undefined
      },
    )
  }

  #say(error: unknown): void {
    const text = error instanceof MiddleboxError ? error.message : String(error)
    this.#world.ears.say('script_ended', `${text} The script is off until one of its files changes.`)
  }
}

function same(one: Uint8Array | undefined, other: Uint8Array): boolean {
  return one !== undefined && Buffer.compare(one, other) === 0
}

const noContent = (): Promise<Content> => Promise.resolve({ problem: 'there is none' })

function factsOf({ id, client, mode }: Context): CallFacts {
  return { id, client: clientOf(client), mode }
}

function clientOf({ address, port, protocol }: CallFacts['client']): CallFacts['client'] {
  return { address, port, protocol }
}

function askedOf(request: Request): AskedFacts {
  return { method: request.head.method, url: urlOf(request), fields: request.head.fields }
}
