/** The TCP proxies that run: opened when somebody asks for one, ended with the engine. Most engines have none. */
import type { RawProxy, RawProxyOptions, RawProxyWorld } from './raw-proxy.ts'

export interface RawProxies {
  /** @throws MiddleboxError port_taken, listen_failed */
  open(options: RawProxyOptions): Promise<RawProxy>
  /** They accept no more. */
  stop(): void
  /** Ends them with all their connections. */
  close(): void
}

export function createRawProxies(world: RawProxyWorld): RawProxies {
  const running = new Set<RawProxy>()
  return {
    async open(options) {
      const { openRawProxy } = await import('./raw-proxy.ts')
      const proxy = await openRawProxy(options, world)
      const one: RawProxy = {
        ...proxy,
        close() {
          running.delete(one)
          proxy.close()
        },
      }
      running.add(one)
      if (world.core.stopping) one.close()
      return one
    },
    stop() {
      for (const one of running) one.stop()
    },
    close() {
      for (const one of running) one.close()
    },
  }
}
