/** One toxic on one connection: the stage of its fault, which is exchanged while bytes are under way when the toxic is edited. */
import { parseOptions } from '../../kit/option-table.ts'
import type { Fault } from '../../model/fault.ts'
import type { Failure, Fields, Sink } from '../../model/message.ts'
import type { OptionTable, OptionValues } from '../../model/option.ts'
import type { ArmedStage } from '../../model/plan.ts'
import type { StageSink, StageTools } from '../../model/stage.ts'
import type { Toxic } from '../../model/tcp-proxy.ts'

export class ToxicStage implements StageSink {
  readonly armed: ArmedStage
  readonly #fault: Fault
  #toxic: Toxic
  #acts: boolean
  #place: { next: Sink; tools: StageTools } | undefined
  /** Undefined while bytes only pass. */
  #inner: { sink: StageSink; mute(): void } | undefined
  #passed = 0

  /** `rule` names it in records and draws. */
  constructor(rule: string, fault: Fault, toxic: Toxic, acts: boolean) {
    this.#fault = fault
    this.#toxic = toxic
    this.#acts = acts
    this.armed = {
      rule,
      name: fault.name,
      stage: (next, tools) => {
        this.#place = { next: this.#counted(next), tools }
        this.#build()
        return this
      },
    }
  }

  /** The toxic was edited. What the old stage holds goes on at once, in order. */
  change(toxic: Toxic, acts: boolean): void {
    const before = this.#inner
    this.#toxic = toxic
    this.#acts = acts
    // Taken out, a black hole would close the connection; edited it goes on (as in Toxiproxy), and so it is only silenced.
    if (this.#fault.name === 'timeout') before?.mute()
    else before?.sink.release?.()
    this.#inner = undefined
    this.#build()
  }

  write(chunk: Uint8Array): boolean {
    return this.#next.write(chunk)
  }

  end(trailers?: Fields): void {
    // Toxiproxy's black hole ends with its source; there is nothing left to wait for.
    if (this.#acts && this.#fault.name === 'timeout') this.#place?.tools.cut('close')
    else this.#next.end(trailers)
  }

  fail(failure: Failure): void {
    this.#next.fail(failure)
  }

  release(): void {
    this.#inner?.sink.release?.()
  }

  get #next(): Sink {
    return this.#inner?.sink ?? this.#place!.next
  }

  #build(): void {
    if (!this.#acts || this.#place === undefined) return
    const { next, tools } = this.#place
    let muted = false
    const own: StageTools = {
      ...tools,
      after: (ms, run) => tools.after(ms, () => muted || run()),
      cut: (how) => muted || tools.cut(how),
    }
    const sink = this.#fault.bytes!(this.#values())(next, own)
    this.#inner = { sink, mute: () => void (muted = true) }
  }

  /** An edited limit counts what has passed since the toxic came. */
  #values(): OptionValues<OptionTable> {
    const { attributes } = this.#toxic
    const left = this.#fault.name === 'limit_data' && { bytes: Math.max(0, attributes['bytes']! - this.#passed) }
    return parseOptions(this.#fault.options, { ...attributes, ...left }, this.armed.rule)
  }

  #counted(next: Sink): Sink {
    return {
      write: (chunk) => {
        this.#passed += chunk.length
        return next.write(chunk)
      },
      end: (trailers) => next.end(trailers),
      fail: (failure) => next.fail(failure),
    }
  }
}
