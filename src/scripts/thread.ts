/**
 * One worker with one user's module in it: calls go in, results come out, and a call past its time limit ends the worker.
 * What had not begun by then may be called again elsewhere; what had passes untouched.
 */
import type { Clock, Timer } from '../kit/clock.ts'
import { type WorkerThread, moduleBeside, startWorker } from '../kit/worker.ts'
import { MiddleboxError } from '../model/errors.ts'
import { faultText } from './fault.ts'
import type { Call, Content, Fault, FromWorker, HookName, Result, ToWorker } from './protocol.ts'

/** ms that one call may take; waiting for a body it asked for does not count. */
export const callTime = 2_000
/** ms that loading may take. */
const loadTime = 10_000
/** ms that a call waits for others to end before it begins. */
const patience = 10_000
/** ms between two looks at the memory of a call that takes long, and the bytes it may have come to. */
const watchTime = 25
const largestMemory = 256 * 1024 * 1024

/** Whom the script's own words and misfortunes are told. */
export interface ThreadEars {
  /** `exchange` = its id. */
  say(code: 'script_failed' | 'script_ended' | 'script_log', text: string, exchange?: string): void
  mark(exchange: string, mark: { tags?: readonly string[]; comment?: string }): void
}

export type ThreadWorld = { clock: Clock; show(path: string): string; ears: ThreadEars }

/** 'again' = it never began: the worker has ended. */
export type Outcome = Result | 'again'

type Waiting = {
  call: Call
  content: () => Promise<Content>
  settle: (outcome: Outcome) => void
  timer: Timer
  started: boolean
}

const pass = { kind: 'pass' } as const

export class ScriptThread {
  readonly #path: string
  readonly #world: ThreadWorld
  readonly #worker: WorkerThread
  readonly #waiting = new Map<number, Waiting>()
  readonly #ready = Promise.withResolvers<void>()
  #count = 0
  #watch: Timer | undefined
  #idle: PromiseWithResolvers<void> | undefined
  hooks: ReadonlySet<HookName> = new Set()
  files: readonly string[] = []
  over = false

  private constructor(path: string, world: ThreadWorld) {
    this.#path = path
    this.#world = world
    this.#worker = startWorker(moduleBeside(import.meta.url, './worker-main'), path, {
      message: (message) => this.#hear(message as FromWorker),
      output: (text) => this.#wrote(text),
      ended: (why) => this.#ended(`it ${why}`),
    })
  }

  /** @throws MiddleboxError script_invalid when the module cannot be loaded */
  static async open(path: string, world: ThreadWorld): Promise<ScriptThread> {
    const thread = new ScriptThread(path, world)
    const timer = world.clock.after(
      loadTime,
      () => thread.#refuse({ message: `Expected a module that loads within ${loadTime / 1000} s, got no end of it` }),
      true,
    )
    try {
      await thread.#ready.promise
    } catch (error) {
      await thread.end()
      throw error
    } finally {
      timer.stop()
    }
    return thread
  }

  /** Never rejects. `content` gets the body that belongs to the call, when it is wanted. */
  run(call: Call, content: () => Promise<Content>): Promise<Outcome> {
    return new Promise((settle) => {
      const number = ++this.#count
      const give = (): void => {
        this.#say('script_ended', call, 'has no time for the exchange, which passes untouched')
        this.#settle(number, pass)
      }
      const timer = this.#world.clock.after(patience, give, true)
      this.#waiting.set(number, { call, content, settle, timer, started: false })
      this.#post({ type: 'call', call: number, what: call })
    })
  }

  /** The exchange is over and its state can go. */
  forget(id: string): void {
    this.#post({ type: 'forget', id })
  }

  /** Resolves when no call is left. */
  idle(): Promise<void> {
    if (this.#waiting.size === 0) return Promise.resolve()
    return (this.#idle ??= Promise.withResolvers<void>()).promise
  }

  async end(): Promise<void> {
    this.over = true
    this.#watch?.stop()
    for (const number of [...this.#waiting.keys()]) this.#settle(number, pass)
    await this.#worker.end()
  }

  #post(message: ToWorker): void {
    if (!this.over) this.#worker.post(message)
  }

  #hear(message: FromWorker): void {
    if (this.over) return
    switch (message.type) {
      case 'loaded':
        this.hooks = new Set(message.hooks)
        this.files = message.files
        return this.#ready.resolve()
      case 'unloadable':
        return this.#refuse(message.fault)
      case 'started':
        return this.#started(message.call)
      case 'wants':
        return void this.#wanted(message.call)
      case 'done':
        return this.#settle(message.call, message.result)
      case 'threw':
        return this.#threw(message.call, message.fault)
      case 'uncaught':
        return this.#world.ears.say('script_failed', `${this.#where(message.fault)} (outside any call)`)
      case 'log':
        return this.#world.ears.say('script_log', `${this.#world.show(this.#path)}: ${message.text}`, message.id)
      case 'mark':
        return this.#world.ears.mark(message.id, message)
      default:
        message satisfies never
    }
  }

  #refuse(fault: Fault): void {
    this.#ready.reject(new MiddleboxError('script_invalid', `${this.#where(fault)}.`, fault.remedy ?? ''))
  }

  #started(number: number): void {
    const waiting = this.#waiting.get(number)
    if (waiting === undefined) return
    waiting.started = true
    this.#limit(number, waiting)
    this.#watch ??= this.#world.clock.after(watchTime, () => void this.#lookAtMemory())
  }

  #limit(number: number, waiting: Waiting): void {
    waiting.timer.stop()
    waiting.timer = this.#world.clock.after(callTime, () => this.#late(number), true)
  }

  /** While the call waits for a body it does not count as working. */
  async #wanted(number: number): Promise<void> {
    const waiting = this.#waiting.get(number)
    if (waiting === undefined) return
    waiting.timer.stop()
    const content = await waiting.content()
    if (this.#waiting.get(number) !== waiting) return
    this.#limit(number, waiting)
    this.#post({ type: 'content', call: number, content })
  }

  #threw(number: number, fault: Fault): void {
    const waiting = this.#waiting.get(number)
    if (waiting === undefined) return
    const { hook, facts } = waiting.call
    const untouched = hook === 'onExchange' ? '' : '; the exchange passes untouched'
    this.#world.ears.say('script_failed', `${this.#where(fault)} (${hook})${untouched}`, facts.id)
    this.#settle(number, pass)
  }

  #late(number: number): void {
    const waiting = this.#waiting.get(number)
    if (waiting === undefined) return
    const text = `was past its time limit of ${callTime / 1000} s; it is started anew and the exchange passes untouched`
    this.#say('script_ended', waiting.call, text)
    this.#settle(number, pass)
    this.#ended('another call was past its time limit')
  }

  async #lookAtMemory(): Promise<void> {
    const used = await this.#worker.memory()
    this.#watch = undefined
    if (this.over) return
    if (used !== undefined && used > largestMemory)
      this.#ended(`it used ${Math.round(used / 1024 / 1024)} MiB of the 256 MiB it may`)
    else if ([...this.#waiting.values()].some(({ started }) => started))
      this.#watch = this.#world.clock.after(watchTime, () => void this.#lookAtMemory())
  }

  #ended(why: string): void {
    if (this.over) return
    this.over = true
    this.#watch?.stop()
    this.#refuse({ message: `Expected a module with hooks, got none: ${why}` })
    const begun = [...this.#waiting.values()].filter(({ started }) => started)
    for (const { call } of begun)
      this.#say('script_ended', call, `was ended: ${why}; it is started anew and the exchange passes untouched`)
    if (begun.length === 0 && this.hooks.size > 0 && !why.startsWith('another'))
      this.#world.ears.say('script_ended', `${this.#world.show(this.#path)} was ended: ${why}; it is started anew`)
    for (const [number, { started }] of [...this.#waiting]) this.#settle(number, started ? pass : 'again')
    void this.#worker.end()
  }

  #settle(number: number, outcome: Outcome): void {
    const waiting = this.#waiting.get(number)
    if (waiting === undefined) return
    this.#waiting.delete(number)
    waiting.timer.stop()
    waiting.settle(outcome)
    if (this.#waiting.size === 0) this.#idle?.resolve()
  }

  #wrote(text: string): void {
    for (const line of text.split('\n').filter((one) => one !== ''))
      this.#world.ears.say('script_log', `${this.#world.show(this.#path)}: ${line.slice(0, 4096)}`)
  }

  #say(code: 'script_ended', { hook, facts }: Call, text: string): void {
    this.#world.ears.say(code, `${this.#world.show(this.#path)}: ${hook} ${text}`, facts.id)
  }

  #where(fault: Fault): string {
    return faultText(fault, this.#path, this.#world.show)
  }
}
