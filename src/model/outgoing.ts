/** A request of our own making: sent on command, as it stands, with no client behind it. */
import type { Fields, Target } from './message.ts'

export type OutgoingRequest = {
  method: string
  /** Absolute http or https URL, in the characters that a request target may have. */
  url: string
  /** As they shall stand on the wire over HTTP/1, connection-specific ones included. */
  fields: Fields
  body?: Uint8Array
  /** 'auto' offers both where TLS lets the server choose. */
  protocol?: Target['protocol']
  /** The id of the exchange it repeats. */
  replayOf?: string
  /** The reverse site whose routes it takes, by its place; absent = it goes where its URL says. */
  site?: number
}
