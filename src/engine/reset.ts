/** Ends a connection with a TCP RST. On a TLS socket Node's own `resetAndDestroy` throws (ERR_INVALID_HANDLE_TYPE), so the innermost TCP socket is reset. */
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

type Wrapped = { _parent?: Duplex }

/** The TCP socket under any number of TLS layers. */
export function innermost(socket: Duplex): Duplex {
  let inner = socket
  // `_parent` is where Node's TLSSocket keeps the socket it wraps; there is no public name for it.
  while ((inner as Wrapped)._parent !== undefined && (inner as Wrapped)._parent !== null) inner = (inner as Wrapped)._parent!
  return inner
}

export function reset(socket: Duplex): void {
  const tcp = innermost(socket)
  if (tcp instanceof Socket && !tcp.destroyed) tcp.resetAndDestroy()
  socket.destroy()
}
