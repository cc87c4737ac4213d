/**
 * A socket that is held back is not watched: libuv takes a paused one out of epoll, so that a peer's reset would be noticed
 * only when reading goes on. A write of no bytes asks the system for it, and costs the peer nothing.
 */
import type { Duplex } from 'node:stream'
import type { Clock, Timer } from '../kit/clock.ts'
import { innermost } from './reset.ts'

/** ms until the first look; each later one waits twice as long. */
const firstPause = 250
const longestPause = 4_000

/** Pauses and resumes a socket; between the two a reset still ends it, with Node's `error`. A FIN waits behind the unread bytes. */
export class ResetWatch {
  readonly #clock: Clock
  readonly #socket: Duplex
  #timer: Timer | undefined

  constructor(clock: Clock, socket: Duplex) {
    this.#clock = clock
    this.#socket = socket
  }

  pause(): void {
    this.#socket.pause()
    this.#timer ??= this.#lookAfter(firstPause)
  }

  resume(): void {
    this.stop()
    this.#socket.resume()
  }

  /** Another owner decides from here on. */
  stop(): void {
    this.#timer?.stop()
    this.#timer = undefined
  }

  #lookAfter(ms: number): Timer {
    return this.#clock.after(ms, () => {
      this.#timer = undefined
      if (!this.#socket.isPaused() || !askForReset(this.#socket)) return
      this.#timer = this.#lookAfter(Math.min(ms * 2, longestPause))
    })
  }
}

/** A reset, if there was one, comes as Node's `error`. False when there is nobody to ask, now and later. */
export function askForReset(socket: Duplex): boolean {
  // TLS writes nothing for no bytes, so the socket under it is asked. An HTTP/2 stream is told of its reset in any case.
  const tcp = innermost(socket)
  if (socket.destroyed || 'rstCode' in tcp || tcp.writableEnded || tcp.destroyed) return false
  if (socket.writableLength === 0 && isQuiet(tcp)) tcp.write('')
  return true
}

/**
 * Nothing waits to be written, which would tell of a reset itself. Not even what TLS has queued beside the stream: Node would
 * take the end of our write for the end of that one.
 */
function isQuiet(tcp: Duplex & { _handle?: { writeQueueSize?: number } | null }): boolean {
  return tcp.writableLength === 0 && (tcp._handle?.writeQueueSize ?? 0) === 0
}
