/** Watches a switched connection: bytes counted both ways, WebSocket messages reported as they pass, nothing held back. */
import { getField } from '../kit/fields.ts'
import type { Failure } from '../model/message.ts'
import { FrameReader, type WebSocketMessage } from '../messages/frame-reader.ts'
import type { Core } from './core.ts'
import type { LiveExchange } from './live-exchange.ts'
import type { RelayObserver } from './relay.ts'

/** `closed` is called when both directions are over. What is not a WebSocket is only counted. */
export function watchSwitched(
  core: Core,
  exchange: LiveExchange,
  closed: (failure: Failure | undefined) => void,
): RelayObserver {
  const { head } = exchange
  const isWebSocket = head.protocol === 'websocket' || getField(head.fields, 'upgrade')?.toLowerCase() === 'websocket'
  if (!isWebSocket)
    return { up: (chunk) => exchange.requestBytes(chunk), down: (chunk) => exchange.responseTap.add(chunk), closed }
  const goodbyes = { up: false, down: false }
  const up = new FrameReader(core.maxBody, report(core, exchange, 'up', goodbyes), core.arena.room)
  const down = new FrameReader(core.maxBody, report(core, exchange, 'down', goodbyes), core.arena.room)
  return {
    goodbyes,
    up(chunk) {
      exchange.upBytes += chunk.length
      up.feed(chunk)
    },
    down(chunk) {
      exchange.downBytes += chunk.length
      down.feed(chunk)
    },
    closed(failure) {
      const problem = up.problem ?? down.problem
      if (problem !== undefined)
        core.emit({
          type: 'warning',
          at: core.clock.now(),
          code: 'bad_request',
          message: `frames of a WebSocket could not be read: ${problem}`,
          exchange: exchange.id,
        })
      closed(failure)
    },
  }
}

function report(
  core: Core,
  exchange: LiveExchange,
  direction: 'up' | 'down',
  goodbyes: { up: boolean; down: boolean },
): (message: WebSocketMessage) => void {
  const { id } = exchange
  return ({ kind, size, data, compressed }) => {
    const at = core.clock.now()
    if (kind === 'close') goodbyes[direction] = true
    core.emit({
      type: 'message',
      id,
      at,
      message: { direction, at, kind, size, data, ...(compressed && { compressed }) },
    })
  }
}
