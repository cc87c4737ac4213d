/** A WebSocket that ends as servers in trouble end it: with a code that says so, or without a word (1006). */
import { type Borders, armDown, isWebSocket } from '../kit/event-stages.ts'
import { FrameBorders } from '../kit/frame-borders.ts'
import { defineFault } from '../model/fault.ts'
import type { ByteStage } from '../model/stage.ts'

/** Codes that stand in no frame (RFC 6455 §7.4.1): for a goodbye without a code, and for none at all. */
const noCode = 1005
const unsaid = [1006, 1015]

export const websocketClose = defineFault({
  name: 'websocket_close',
  summary: 'Ends a WebSocket with a close code, or without a word when that is 1006.',
  family: 'stream',
  options: {
    code: {
      kind: 'integer',
      summary: 'The code: 1011 is an internal error, 1006 a connection that just ends.',
      min: 1000,
      max: 4999,
      default: 1006,
    },
    after: { kind: 'integer', summary: 'Messages that the client gets before; 0 for none.', min: 0, default: 0 },
  },
  explain: ({ code, after }) =>
    `end the WebSocket ${unsaid.includes(code) ? `without a word (${code})` : `with the code ${code}`} ${after === 0 ? 'before its first message' : `after message ${after}`}`,
  async handle({ code, after }, request, next, context, tools) {
    const verdict = await next(request, context)
    if (verdict.kind === 'switch' && isWebSocket(request))
      armDown(
        context,
        { ...tools, fault: 'websocket_close' },
        closeAfter(code, after, () => new FrameBorders()),
      )
    return verdict
  },
})

function closeAfter(code: number, last: number, newBorders: () => Borders): ByteStage {
  return (next, tools) => {
    const borders = newBorders()
    let over = false
    const close = (): void => {
      if (over) return
      over = true
      if (!unsaid.includes(code)) next.write(goodbye(code))
      tools.cut('close')
    }
    // After the head, which is on its way when the stage is made.
    if (last === 0) tools.after(0, close)
    return {
      write(chunk) {
        let flowing = true
        for (const { bytes, event, ends } of over ? [] : borders.split(chunk)) {
          if (event <= last) flowing = next.write(bytes)
          if (event === last && ends) close()
          if (over) return true
        }
        return flowing
      },
      end: (trailers) => over || next.end(trailers),
      fail: (failure) => over || next.fail(failure),
    }
  }
}

/** A server's close frame (RFC 6455 §5.5.1), not masked. */
function goodbye(code: number): Uint8Array {
  return code === noCode ? Uint8Array.of(0x88, 0) : Uint8Array.of(0x88, 2, code >> 8, code & 255)
}
