/**
 * Connections whose reads are small share one buffer to read into. Node makes 64 KB for each read otherwise, copies what came
 * into a buffer that fits, and leaves the rest to the garbage collector: for a 1 KB answer most of what it costs to read it.
 */
import { connect, type Socket } from 'node:net'
import type { Connect } from './race.ts'

/** What one read brings at most, as in all of Node's streams. */
const readSize = 65_536
/** Less is copied: a chunk that is kept would keep the whole buffer. */
const copyUpTo = readSize / 2

const shared = Buffer.allocUnsafeSlow(readSize)

/** A connection that is paused until someone resumes it. Chunks are emitted as `data`, as by any socket, and are the listener's. */
export const connectSharing: Connect = (host, port) => {
  let next = shared
  const callback = (size: number, bytes: Uint8Array): boolean => {
    const much = size > copyUpTo
    // Whoever brings much will bring more: it reads into buffers of its own, which are handed on as they are.
    next = much ? Buffer.allocUnsafeSlow(readSize) : shared
    socket.emit('data', much && bytes !== shared ? bytes.subarray(0, size) : copyOf(bytes as Buffer, size))
    return true
  }
  const onread = { buffer: () => next, callback }
  const socket: Socket = connect({ host, port, noDelay: true, autoSelectFamily: false, allowHalfOpen: true, onread })
  // It would read as soon as it is connected, and nobody listens yet.
  socket.pause()
  return socket
}

function copyOf(bytes: Buffer, size: number): Buffer {
  const copy = Buffer.allocUnsafe(size)
  bytes.copy(copy, 0, 0, size)
  return copy
}
