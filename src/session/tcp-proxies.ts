/** The TCP proxies of a session: none until somebody makes one, each with its listener, its connections and its toxics. */
import { faults } from '../faults/index.ts'
import { draw } from '../kit/draw.ts'
import type { Fault } from '../model/fault.ts'
import type { OptionTable } from '../model/option.ts'
import type { TcpProxies } from '../model/tcp-proxy.ts'
import { RunningProxy, type TcpProxiesWorld } from './tcp-proxies/running-proxy.ts'
import { Toxics } from './tcp-proxies/toxics.ts'

/** Toxiproxy's own, as far as they act on bytes; its `down` is `enabled: false`. */
const toxicFaults: ReadonlyMap<string, Fault> = new Map(
  faults.filter(({ family, bytes }) => family === 'toxiproxy' && bytes !== undefined).map((one) => [one.name, one]),
)

/** Attributes are numbers; what else a fault can be told stays as it is by itself. */
export const toxicTypes: ReadonlyMap<string, OptionTable> = new Map(
  [...toxicFaults].map(([name, { options }]) => [name, numbersOf(options)]),
)

function numbersOf(table: OptionTable): OptionTable {
  const worded = ['text', 'boolean', 'choice']
  return Object.fromEntries(Object.entries(table).filter(([, { kind }]) => !worded.includes(kind)))
}

export function createTcpProxies(seed: string, world: TcpProxiesWorld): TcpProxies {
  const all = new Map<string, RunningProxy>()
  return {
    all,
    types: toxicTypes,
    async create(name, { enabled, ...place }) {
      const toxics = new Toxics({ proxy: name, faults: toxicFaults, draw: (...parts) => draw(seed, ...parts) })
      const proxy = new RunningProxy(name, place, toxics, world)
      if (enabled) await proxy.change({ enabled })
      all.set(name, proxy)
      return proxy
    },
    remove(name) {
      all.get(name)?.stop()
      all.delete(name)
    },
  }
}
