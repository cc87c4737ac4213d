/**
 * A conversation with a parent proxy before the connection is ours: CONNECT or SOCKS. The protocols are machines without
 * sockets; this runs one over a socket and hands the socket back as it was, with what came too early put back.
 */
import type { Socket } from 'node:net'
import type { Trouble } from './dial-failure.ts'

export type Step =
  | { kind: 'more'; send?: Uint8Array }
  /** `rest`: bytes after the answer, the first of the tunnel. */
  | { kind: 'done'; rest: Uint8Array }
  | { kind: 'failed'; trouble: Trouble }

export interface Negotiation {
  /** What we say first. */
  readonly opening: Uint8Array
  /** Takes the bytes that arrived, in any pieces. */
  feed(bytes: Uint8Array): Step
  /** The parent hung up; `code` is the system's error code, if it was an error. */
  closed(code: string | undefined): Trouble
}

export type NegotiationResult = { kind: 'done' } | { kind: 'failed'; trouble: Trouble } | { kind: 'aborted' }

/** Never rejects. On failure and abort the socket is destroyed. */
export function negotiate(socket: Socket, negotiation: Negotiation, signal: AbortSignal): Promise<NegotiationResult> {
  return new Promise((resolve) => {
    const finish = (result: NegotiationResult) => {
      socket.off('readable', readable)
      socket.off('end', ended)
      socket.off('close', ended)
      socket.off('error', failed)
      signal.removeEventListener('abort', aborted)
      if (result.kind !== 'done') {
        socket.on('error', () => {})
        socket.destroy()
      }
      resolve(result)
    }
    const take = (step: Step) => {
      if (step.kind === 'failed') return finish(step)
      if (step.kind === 'more') return step.send && socket.write(step.send)
      if (step.rest.length > 0) socket.unshift(step.rest)
      return finish({ kind: 'done' })
    }
    // `readable` leaves the socket neither flowing nor paused once the listener is gone, as it was before.
    const readable = () => {
      const chunk = socket.read() as Uint8Array | null
      if (chunk) take(negotiation.feed(chunk))
    }
    const failed = (error: NodeJS.ErrnoException) => finish({ kind: 'failed', trouble: negotiation.closed(error.code) })
    const ended = () => finish({ kind: 'failed', trouble: negotiation.closed(undefined) })
    const aborted = () => finish({ kind: 'aborted' })
    if (signal.aborted) return finish({ kind: 'aborted' })
    signal.addEventListener('abort', aborted)
    socket.on('readable', readable)
    socket.once('end', ended)
    socket.once('close', ended)
    socket.once('error', failed)
    socket.write(negotiation.opening)
  })
}
