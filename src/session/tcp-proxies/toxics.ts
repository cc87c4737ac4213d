/** The toxics of one proxy on all its connections: put in, edited and taken out while bytes run. */
import type { RawConnection } from '../../engine/raw-link.ts'
import type { RelayStages } from '../../engine/relay.ts'
import type { FaultTrace } from '../../model/exchange.ts'
import type { Fault, StreamName } from '../../model/fault.ts'
import type { Toxic } from '../../model/tcp-proxy.ts'
import { ToxicStage } from './toxic-stage.ts'

export type ToxicsWorld = {
  /** Name of the proxy. */
  proxy: string
  faults: ReadonlyMap<string, Fault>
  draw(...parts: readonly string[]): number
}

type Running = {
  number: string
  stages: Map<string, ToxicStage>
  counts: Map<string, number>
  /** What it met, by toxic; those that were taken out are still in it. */
  traces: Map<string, FaultTrace>
}

export class Toxics {
  readonly #world: ToxicsWorld
  readonly #running = new Map<RawConnection, Running>()
  readonly #toxics = new Map<string, Toxic>()
  #count = 0

  constructor(world: ToxicsWorld) {
    this.#world = world
  }

  list(): readonly Toxic[] {
    const all = [...this.#toxics.values()]
    return [
      ...all.filter(({ stream }) => stream === 'upstream'),
      ...all.filter(({ stream }) => stream === 'downstream'),
    ]
  }

  put(toxic: Toxic): void {
    this.#toxics.set(toxic.name, toxic)
    for (const [connection, running] of this.#running) {
      const stage = running.stages.get(toxic.name)
      if (stage !== undefined) stage.change(toxic, this.#acts(toxic, running))
      else {
        running.stages.set(toxic.name, this.#stage(toxic, running))
        connection.restage(this.#stagesOf(running))
      }
    }
  }

  remove(name: string): void {
    this.#toxics.delete(name)
    for (const [connection, running] of this.#running) {
      running.stages.delete(name)
      connection.restage(this.#stagesOf(running))
    }
  }

  opened(connection: RawConnection): RelayStages {
    const running: Running = { number: String(++this.#count), stages: new Map(), counts: new Map(), traces: new Map() }
    for (const toxic of this.#toxics.values()) running.stages.set(toxic.name, this.#stage(toxic, running))
    this.#running.set(connection, running)
    return this.#stagesOf(running)
  }

  /** The toxics that the connection met, each with its draw. */
  closed(connection: RawConnection): readonly FaultTrace[] {
    const running = this.#running.get(connection)
    this.#running.delete(connection)
    return [...(running?.traces.values() ?? [])]
  }

  #stage(toxic: Toxic, running: Running): ToxicStage {
    const rule = `${this.#world.proxy}/${toxic.name}`
    return new ToxicStage(rule, this.#world.faults.get(toxic.type)!, toxic, this.#acts(toxic, running))
  }

  /** Of one connection and toxic the number is always the same: an edit of other attributes does not turn it over. */
  #acts({ name, type, stream, toxicity, attributes }: Toxic, { number, traces }: Running): boolean {
    const drawn = this.#world.draw(this.#world.proxy, name, 'toxicity', number)
    const applied = drawn < toxicity
    traces.set(name, {
      name: type,
      attributes: { toxic: name, stream, ...attributes, toxicity, draw: drawn },
      applied,
      ...(!applied && { skipped: `the draw ${drawn.toFixed(4)} is not below the toxicity ${toxicity}` }),
    })
    return applied
  }

  #stagesOf({ number, stages, counts }: Running): RelayStages {
    const of = (stream: StreamName) =>
      [...this.#toxics.values()].filter((one) => one.stream === stream).map(({ name }) => stages.get(name)!.armed)
    return {
      up: of('upstream'),
      down: of('downstream'),
      random: (rule, purpose) => {
        const what = `${rule} ${purpose}`
        const count = (counts.get(what) ?? 0) + 1
        counts.set(what, count)
        return this.#world.draw(rule, purpose, number, String(count))
      },
    }
  }
}
