/** The WebSocket handshake's one computation (RFC 6455 §4.2.2): proof that the server read the key. */
import { createHash } from 'node:crypto'

const magic = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/** Sec-WebSocket-Accept for a Sec-WebSocket-Key. */
export function acceptKey(key: string): string {
  return createHash('sha1').update(`${key}${magic}`, 'latin1').digest('base64')
}
