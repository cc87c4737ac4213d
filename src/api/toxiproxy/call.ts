/** One call of Toxiproxy's API: whom it is about, and how proxies and toxics look in answers. */
import type { TcpProxies, TcpProxy, Toxic } from '../../model/tcp-proxy.ts'
import { Refusal } from './reply.ts'

/** `proxy` and `toxic` are the names in the path, or empty. */
export type Call = { proxies: TcpProxies; body: string; proxy: string; toxic: string }

/** @throws Refusal 404 */
export function named({ proxies, proxy }: Call): TcpProxy {
  const found = proxies.all.get(proxy)
  if (found === undefined) throw new Refusal(404, 'proxy not found')
  return found
}

export function shownProxy({ name, listen, upstream, enabled, toxics }: TcpProxy): object {
  return { name, listen, upstream, enabled, toxics: toxics.map(shownToxic) }
}

export function shownToxic({ attributes, name, type, stream, toxicity }: Toxic): object {
  return { attributes, name, type, stream, toxicity }
}
