/**
 * The messages of one stream: the latest are kept, all are counted. A chatty WebSocket must not push everything else out
 * of the history, so each exchange has a limit of its own.
 */
import type { Exchange, StreamMessage } from '../model/exchange.ts'

/** Messages kept per exchange. */
export const keptMessages = 1000

/** Bytes of payload kept per exchange, over all its messages. */
const keptBytes = 4 * 1024 * 1024

/** Puts these messages at the end of the exchange's, in one copy of the list. */
export function appendMessages(exchange: Exchange, messages: readonly StreamMessage[]): void {
  let { up, down } = exchange.messageCount
  for (const message of messages) {
    if (message.direction === 'up') up++
    else down++
  }
  const all = messages.length < keptMessages ? exchange.messages.concat(messages) : messages
  let first = all.length
  let bytes = 0
  while (first > 0 && all.length - first < keptMessages) {
    bytes += all[first - 1]!.data.byteLength
    // The newest message stays, whatever its size: it was capped where it was taken.
    if (bytes > keptBytes && first < all.length) break
    first--
  }
  exchange.messages = first === 0 ? all : all.slice(first)
  exchange.messageCount = { up, down }
}
