/** Begins the exchange of a request head that came over HTTP/1: of what kind it is, and what had to be repaired to read it. */
import type { ClientInfo } from '../../model/exchange.ts'
import type { Arrival, Core } from '../core.ts'
import { type InterimPort, LiveExchange } from '../live-exchange.ts'
import { factsKey } from './facts.ts'
import type { ParsedRequestHead } from './head.ts'
import { isUpgrade } from './intent.ts'

export function openExchange(
  core: Core,
  port: InterimPort,
  { mode, site, client, parent }: Arrival,
  head: ParsedRequestHead,
  url: string,
): LiveExchange {
  const facts = head[factsKey]
  const kind = head.method === 'CONNECT' ? 'connect' : isUpgrade(facts) ? 'upgrade' : 'http'
  const exchange = new LiveExchange(core, port, { mode, site, client: speaking(client, head), kind, head, url, parent })
  if (facts.repaired !== '') {
    const message = `the request head was repaired (${facts.repaired})`
    core.emit({ type: 'warning', at: exchange.startedAt, code: 'bad_request', message, exchange: exchange.id })
  }
  return exchange
}

/** The version is that of the request, since one connection may carry both. */
function speaking(client: ClientInfo, { version }: ParsedRequestHead): ClientInfo {
  const protocol = version === '1.0' ? 'http/1.0' : 'http/1.1'
  return client.protocol === protocol ? client : { ...client, protocol }
}
