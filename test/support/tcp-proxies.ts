/** TCP proxies without sockets, for tests of what drives them: they remember their places and toxics, and note what they were told. */
import { MiddleboxError } from '../../src/model/errors.ts'
import type { TcpProxies, TcpProxy, TcpProxyPlace, Toxic } from '../../src/model/tcp-proxy.ts'
import { toxicTypes } from '../../src/session/tcp-proxies.ts'

export type FakeProxies = TcpProxies & { told: string[] }

/** `taken` are places whose listening fails. */
export function fakeProxies(taken: readonly string[] = []): FakeProxies {
  const all = new Map<string, TcpProxy>()
  const told: string[] = []
  const listening = (place: TcpProxyPlace): void => {
    if (!place.upstream.includes(':')) throw new MiddleboxError('config_invalid', 'Expected host:port for upstream')
    if (place.enabled && taken.includes(place.listen)) throw new MiddleboxError('port_taken', 'Expected a free port')
  }
  return {
    all,
    told,
    types: toxicTypes,
    async create(name, place) {
      listening(place)
      const proxy = fakeProxy(name, place, listening, told)
      all.set(name, proxy)
      told.push(`create ${name}`)
      return proxy
    },
    remove(name) {
      all.delete(name)
      told.push(`remove ${name}`)
    },
  }
}

function fakeProxy(
  name: string,
  place: TcpProxyPlace,
  listening: (place: TcpProxyPlace) => void,
  told: string[],
): TcpProxy {
  let at = place
  const toxics = new Map<string, Toxic>()
  return {
    name,
    get listen() {
      return at.listen
    },
    get upstream() {
      return at.upstream
    },
    get enabled() {
      return at.enabled
    },
    get toxics() {
      return [...toxics.values()]
    },
    traffic: { upstream: { received: 1, sent: 2 }, downstream: { received: 3, sent: 4 } },
    isAt: ({ listen, upstream }) => listen === at.listen && upstream === at.upstream,
    async change(given) {
      listening({ ...at, ...given })
      at = { ...at, ...given }
      told.push(`change ${name} ${at.enabled ? 'on' : 'off'}`)
    },
    put: (toxic) => void toxics.set(toxic.name, toxic),
    remove: (toxic) => void toxics.delete(toxic),
  }
}
