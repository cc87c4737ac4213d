/** Breakpoints: what waits on the desk for a decision, and what the decision can be. The desk is `session/desk.ts`. */
import type { PassingMessage } from './message-stage.ts'
import type { Fields } from './message.ts'

/** A body as far as it is here. */
export type PausedBody = {
  /** As encoded; the first part of it unless `complete`. */
  data: Uint8Array
  /** False: there is more than is held, or to come. Such a body passes as it is. */
  complete: boolean
  /** Edited: its content coding is undone here, and done again when it goes on. */
  plain?: true
}

export type PausedRequest = { method: string; url: string; fields: Fields; body: PausedBody }
export type PausedResponse = { status: number; reason: string; fields: Fields; body: PausedBody }

/** Where an exchange waits. A message is of a WebSocket that runs. */
export type PausedAt = 'request' | 'response' | 'message'

/** That an exchange waits, for lists: what it waits with is on the desk. */
export type Pause = {
  /** The desk's own number for it. */
  id: string
  at: PausedAt
  /** Epoch ms. */
  since: number
  /** Epoch ms when `then` happens by itself; absent = it waits for somebody. */
  until?: number
  then: 'resume' | 'drop'
  rule: string
}

/** Something on the desk, as it would go on now: edits show. */
export type Paused = Pause & {
  exchange: string
  /** As it was sent on, where a response or a message waits. */
  request: PausedRequest
  response?: PausedResponse
  message?: PassingMessage
  /** Somebody changed it. */
  edited: boolean
}

/** What can be changed of what waits: absent parts stay. A body is its content without its content coding. */
export type PausedEdit = {
  method?: string
  url?: string
  status?: number
  reason?: string
  /** All of them, in order. */
  fields?: Fields
  body?: Uint8Array
}

export type PausedAnswer = { status: number; reason?: string; fields: Fields; body: Uint8Array }

/** How it leaves the desk. */
export type Release =
  | { kind: 'resume'; edit?: PausedEdit }
  | { kind: 'drop' }
  | { kind: 'answer'; answer: PausedAnswer }
  /** Its client went. */
  | { kind: 'gone' }

/** Why it left the desk, for the record. */
export type ReleaseReason = 'resumed' | 'edited' | 'dropped' | 'answered' | 'timeout' | 'gone' | 'closed'

/** What is put on the desk. */
export type Pausing = Pick<Paused, 'exchange' | 'at' | 'then' | 'rule' | 'request' | 'response' | 'message'> & {
  /** ms; absent = no limit. */
  timeout?: number
}

/** What an action sees of the desk. */
export interface Desk {
  /** Resolves with the decision; at the latest when `signal` is aborted. Never rejects. */
  hold(pausing: Pausing, signal: AbortSignal): Promise<Release>
}
