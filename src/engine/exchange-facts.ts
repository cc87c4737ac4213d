/** What is known of an exchange when its request's head is here. */
import type { Context, Mode } from '../model/contract.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { ClientInfo, Exchange } from '../model/exchange.ts'
import type { RequestHead } from '../model/message.ts'

export type ExchangeFacts = {
  mode: Mode
  /** Of a reverse listener: its place in the options. */
  site?: number | undefined
  client: ClientInfo
  kind: Context['kind']
  head: RequestHead
  url: string
  parent?: string | undefined
  own?: boolean
  replayOf?: string | undefined
}

/** To whom a request went. */
export type Announcement = Extract<ProxyEvent, { type: 'upstream' }>

export function arrivalEvent(id: string, at: number, facts: ExchangeFacts): Extract<ProxyEvent, { type: 'request' }> {
  const kind: Exchange['kind'] = facts.kind === 'upgrade' ? 'websocket' : facts.kind
  const arrived: Extract<ProxyEvent, { type: 'request' }> = {
    type: 'request',
    id,
    at,
    kind,
    mode: facts.mode,
    client: facts.client,
    head: facts.head,
    url: facts.url,
  }
  if (facts.parent !== undefined) arrived.parent = facts.parent
  if (facts.replayOf !== undefined) arrived.replayOf = facts.replayOf
  if (facts.site !== undefined) arrived.site = facts.site
  return arrived
}
