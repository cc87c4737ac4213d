/** Ends a connection with a TCP RST. On a TLS socket Node's own `resetAndDestroy` throws (ERR_INVALID_HANDLE_TYPE), so the innermost TCP socket is reset. */
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

type Wrapped = { _parent?: Duplex }

/** The TCP socket under any number of TLS layers. */
export function innermost(socket: Duplex): Duplex {
  let inner = socket
  // `_parent` is where Node's TLSSocket keeps the socket it wraps; there is no public name for it.
  while ((inner as Wrapped)._parent !== undefined && (inner as Wrapped)._parent !== null)
    inner = (inner as Wrapped)._parent!
  return inner
}

/** An HTTP/2 stream after a switch, as far as it is more than a socket. */
type Stream = { rstCode?: number; close(code: number): void }

/** What RST is to TCP is RST_STREAM with CANCEL to a stream (RFC 8441 §5). */
const cancel = 8

/** True for an HTTP/2 stream that its peer reset: for Node that is a plain close. */
export function wasReset(socket: Duplex): boolean {
  return ((socket as Partial<Stream>).rstCode ?? 0) !== 0
}

export function reset(socket: Duplex): void {
  if ('rstCode' in socket) return (socket as unknown as Stream).close(cancel)
  const tcp = innermost(socket)
  if (!(tcp instanceof Socket) || tcp.destroyed) return void socket.destroy()
  // A socket that is still connecting resets once it is connected: destroying it now would make that a FIN.
  tcp.resetAndDestroy()
  if (socket !== tcp) socket.destroy()
}
