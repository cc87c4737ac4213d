/** Payloads of WebSocket close frames (RFC 6455 §5.5.1, §7.4): two bytes of code and a reason in UTF-8. */
import { isUtf8 } from 'node:buffer'

/** Longest reason, in bytes: a control frame has at most 125. */
const maxReason = 123

/** `code` and why, as payload. */
export function closing(code: number, reason: string): Uint8Array {
  const text = Buffer.from(reason).subarray(0, maxReason)
  const payload = new Uint8Array(2 + text.length)
  payload[0] = code >> 8
  payload[1] = code & 255
  payload.set(text, 2)
  return payload
}

/** What a close frame is answered with: its own code and reason, or what is wrong with them. */
export function readClosing(payload: Uint8Array): Uint8Array {
  if (payload.length === 0) return payload
  if (payload.length === 1) return closing(1002, 'a close frame with one byte')
  const code = (payload[0]! << 8) | payload[1]!
  if (!mayBeSent(code)) return closing(1002, `the close code ${code}, which may not be sent`)
  if (!isUtf8(payload.subarray(2))) return closing(1007, 'a close reason that is not UTF-8')
  return payload
}

/** 1005, 1006 and 1015 stand for closes without a frame; below 3000 only what is registered (RFC 6455 §7.4.1, IANA). */
function mayBeSent(code: number): boolean {
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999)
}
