/**
 * The third chain: whole WebSocket messages, asked about one by one before they go on. Where no rule asks for it, messages are
 * watched as they pass and nothing is held (`engine/websocket.ts`).
 */

/** A text or binary message, all its fragments together. Control frames are never asked about. */
export type PassingMessage = {
  direction: 'up' | 'down'
  kind: 'text' | 'binary'
  data: Uint8Array
}

/** `pass` = as it came, fragments and all; another message is sent in its place as one frame. */
export type MessageFate = 'pass' | 'drop' | Pick<PassingMessage, 'kind' | 'data'>

/**
 * Decides on one message. Those of one direction come in order and one at a time: the next is asked about when this one is
 * decided. The other direction, pings and pongs do not wait. `signal` is aborted when the connection is gone. One that
 * throws lets the message pass, with a warning.
 */
export type MessageStage = (message: PassingMessage, signal: AbortSignal) => MessageFate | Promise<MessageFate>
