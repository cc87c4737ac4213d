/** What is known of an exchange when its request's head is here. */
import type { Context, Mode } from '../model/contract.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { ClientInfo } from '../model/exchange.ts'
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
