/** Brings TCP proxies into a session when somebody first asks for them: most sessions have none. */
import type { Engine } from '../../engine/engine.ts'
import { type DiallerWorld, createDialler } from '../../engine/upstream/dialler.ts'
import { formatAuthority } from '../../kit/authority.ts'
import type { SessionOptions } from '../../model/options.ts'
import type { TcpProxies } from '../../model/tcp-proxy.ts'
import { openListenerWarning } from '../open-listener.ts'

/** They dial as the session does, but for the parent proxy: what is not HTTP finds its own way. */
export function lazyTcpProxies(
  { seed, allowClients, upstream }: Pick<SessionOptions, 'seed' | 'allowClients' | 'upstream'>,
  engine: Pick<Engine, 'openRaw'>,
  world: DiallerWorld,
): () => Promise<TcpProxies> {
  let made: Promise<TcpProxies> | undefined
  const make = async (): Promise<TcpProxies> => {
    const { createTcpProxies } = await import('../tcp-proxies.ts')
    return createTcpProxies(seed, {
      dialler: createDialler({ ...upstream, parent: { kind: 'none' } }, world),
      openRaw: (raw) => engine.openRaw(raw),
      opened({ host, port }) {
        const message = openListenerWarning({ host, url: formatAuthority(host, port) }, allowClients)
        if (message !== undefined) world.warn('open_listener', message)
      },
    })
  }
  return () => (made ??= make())
}
