/** Byte stages in a row in front of a sink. They can be put in and taken out while bytes run, and a cut waits for what later stages hold. */
import type { Clock } from '../kit/clock.ts'
import { injected } from '../kit/injected.ts'
import type { Failure, Fields, Sink } from '../model/message.ts'
import type { ArmedStage } from '../model/plan.ts'
import type { StageSink, StageTools } from '../model/stage.ts'

export type StagingWorld = {
  clock: Clock
  /** The next random number for a rule's purpose. */
  random(rule: string, purpose: string): number
  /** A stage ended the connection; what later stages held has been passed on. */
  cut(how: 'close' | 'reset', stage: ArmedStage): void
}

/** A stage in its place. `next` is what it writes to, which changes when its neighbour does. */
type Place = { armed: ArmedStage; sink: StageSink; next: Joint; dead: boolean }

export class StageChain implements Sink {
  readonly #world: StagingWorld
  readonly #resume: () => void
  readonly #timers = new Set<{ stop(): void }>()
  readonly #overs: (() => void)[] = []
  readonly #entry: Joint
  readonly #last: Sink
  #places: Place[] = []
  /** What tells a cut on its way through the later stages from a failure of the source. */
  #cutting: Failure | undefined
  #over = false

  /** `resume` lets the source flow again. */
  constructor(last: Sink, world: StagingWorld, resume: () => void) {
    this.#world = world
    this.#resume = resume
    // After the end nothing is left to do: a timer of a stage that fired then would hit what the connection carries next.
    const finish = (tell: () => void): void => {
      if (this.#over) return
      this.stop()
      tell()
    }
    this.#last = {
      write: (chunk) => this.#over || last.write(chunk),
      end: (trailers) => finish(() => last.end(trailers)),
      fail: (failure) => finish(() => last.fail(failure)),
    }
    this.#entry = new Joint(this.#last)
  }

  /**
   * These stages from here on, the first one nearest to the source. One that was there stays as it is; one that is gone lets
   * go of what it holds. Those that stay keep their order, whatever is asked for: what they hold must not be overtaken.
   */
  set(stages: readonly ArmedStage[]): void {
    if (this.#over || this.#cutting !== undefined) return
    const before = this.#places
    // From the end: what one lets go passes through those behind it, which hold nothing any more.
    for (const place of before.toReversed()) if (!stages.includes(place.armed)) place.sink.release?.()
    if (this.#stopped) return
    const staying = before.filter(({ armed }) => stages.includes(armed)).values()
    const known = new Set(before.map(({ armed }) => armed))
    this.#places = [...new Set(stages)].map((armed) => (known.has(armed) ? staying.next().value! : this.#place(armed)))
    let joint = this.#entry
    for (const { sink, next } of this.#places) {
      joint.to = sink
      joint = next
    }
    joint.to = this.#last
  }

  write(chunk: Uint8Array): boolean {
    return this.#over || this.#entry.write(chunk)
  }

  end(trailers?: Fields): void {
    if (!this.#over) this.#entry.end(trailers)
  }

  fail(failure: Failure): void {
    if (!this.#over) this.#entry.fail(failure)
  }

  /** The connection is gone: no timer fires, nothing is passed on. */
  stop(): void {
    if (this.#over) return
    this.#over = true
    for (const run of this.#overs) run()
    for (const timer of this.#timers) timer.stop()
    this.#timers.clear()
  }

  /** As a method, so that it is asked anew after stages have run. */
  get #stopped(): boolean {
    return this.#over || this.#cutting !== undefined
  }

  #place(armed: ArmedStage): Place {
    const place: Place = { armed, sink: nothing, next: new Joint(this.#last), dead: false }
    place.sink = armed.stage(place.next, this.#toolsFor(place))
    return place
  }

  #toolsFor(place: Place): StageTools {
    const { clock, random } = this.#world
    return {
      now: () => clock.now(),
      after: (ms, run) => this.#after(ms, () => place.dead || run()),
      random: (purpose) => random(place.armed.rule, purpose),
      resume: () => {
        if (!this.#stopped) this.#resume()
      },
      whenOver: (run) => void this.#overs.push(run),
      cut: (how) => this.#cut(how, place),
    }
  }

  #after(ms: number, run: () => void): { stop(): void } {
    const timer = this.#world.clock.after(ms, () => {
      this.#timers.delete(timer)
      if (!this.#over) run()
    })
    this.#timers.add(timer)
    return {
      stop: () => {
        this.#timers.delete(timer)
        timer.stop()
      },
    }
  }

  #cut(how: 'close' | 'reset', place: Place): void {
    if (this.#over || place.dead) return
    const act = (): void => {
      this.stop()
      this.#world.cut(how, place.armed)
    }
    // A reset overtakes what is on its way, as it does in the network.
    if (how === 'reset') return act()
    if (this.#cutting === undefined) {
      this.#cutting = { code: 'injected', message: 'a stage ended the connection', leg: 'middlebox' }
      this.#entry.to = nothing
      this.#endAt(this.#cutting, act)
    }
    // A later stage may cut while an earlier cut is on its way to it, and then lets nothing through any more, nor that cut.
    for (const earlier of this.#places.slice(0, this.#places.indexOf(place) + 1)) earlier.dead = true
    place.next.fail(this.#cutting)
  }

  /** Once the cut has come through all stages there is nobody to tell but the connection's owner. */
  #endAt(cutting: Failure, act: () => void): void {
    const { fail } = this.#last
    this.#last.fail = (failure) => (failure === cutting ? act() : fail(failure))
  }
}

/** What a stage's cut is on the record. */
export function cutFailure(how: 'close' | 'reset', { name, rule }: ArmedStage, what: 'connection' | 'stream'): Failure {
  return injected(name, rule, `${how === 'reset' ? 'reset' : 'closed'} the ${what}`, how)
}

/** Where two stages meet. */
class Joint implements Sink {
  to: Sink

  constructor(to: Sink) {
    this.to = to
  }

  write(chunk: Uint8Array): boolean {
    return this.to.write(chunk)
  }

  end(trailers?: Fields): void {
    this.to.end(trailers)
  }

  fail(failure: Failure): void {
    this.to.fail(failure)
  }
}

/** Behind a cut: the source is to stop, and nobody hears its end. */
const nothing: Sink = { write: () => false, end() {}, fail() {} }
