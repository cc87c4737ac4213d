/** Watches a switched connection: bytes counted both ways, WebSocket messages reported as they pass, nothing held back. */
import { getField } from '../kit/fields.ts'
import type { StreamMessage } from '../model/exchange.ts'
import type { Failure } from '../model/message.ts'
import { FrameReader, type WebSocketMessage } from '../messages/frame-reader.ts'
import type { Core } from './core.ts'
import type { LiveExchange } from './live-exchange.ts'
import type { RelayObserver } from './relay.ts'

/** `edited` is set before a message is passed that is not what its sender sent. */
export type SwitchWatch = RelayObserver & { edited?: boolean }

/** `closed` is called when both directions are over. What is not a WebSocket is only counted. */
export function watchSwitched(
  core: Core,
  exchange: LiveExchange,
  closed: (failure: Failure | undefined) => void,
): SwitchWatch {
  const { head } = exchange
  const isWebSocket = head.protocol === 'websocket' || getField(head.fields, 'upgrade')?.toLowerCase() === 'websocket'
  if (!isWebSocket)
    return { up: (chunk) => exchange.requestBytes(chunk), down: (chunk) => exchange.responseTap.add(chunk), closed }
  const goodbyes = { up: false, down: false }
  const up = new FrameReader(core.maxBody, (message) => report('up', message), core.arena.room)
  const down = new FrameReader(core.maxBody, (message) => report('down', message), core.arena.room)
  const report = reporter(core, exchange, goodbyes, () => {
    const { edited } = watch
    if (edited === true) watch.edited = false
    return edited === true
  })
  const watch: SwitchWatch = {
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
  return watch
}

function reporter(
  core: Core,
  exchange: LiveExchange,
  goodbyes: { up: boolean; down: boolean },
  takeEdited: () => boolean,
): (direction: 'up' | 'down', message: WebSocketMessage) => void {
  const { id } = exchange
  return (direction, { kind, size, data, compressed }) => {
    const at = core.clock.now()
    if (kind === 'close') goodbyes[direction] = true
    const told: StreamMessage = { direction, at, kind, size, data }
    if (compressed) told.compressed = true
    if (takeEdited()) told.change = 'edited'
    core.emit({ type: 'message', id, at, message: told })
  }
}
