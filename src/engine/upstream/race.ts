/**
 * Happy eyeballs (RFC 8305): several addresses are tried 250 ms apart, the families in turn, and the first that connects
 * wins. It is ours because Node's `autoSelectFamily` waits for one address to fail before it tries the next.
 */
import { connect, isIPv6, type Socket } from 'node:net'
import type { Clock, Timer } from '../../kit/clock.ts'
import type { DialAttempt } from './dial-failure.ts'

/** Connection Attempt Delay (RFC 8305 §8). */
export const staggerMs = 250

export type RaceResult =
  | { kind: 'connected'; socket: Socket; address: string; attempts: readonly DialAttempt[] }
  | { kind: 'failed'; attempts: readonly DialAttempt[] }
  /** The signal was aborted first; addresses that had not answered are in the attempts as `cancelled`. */
  | { kind: 'aborted'; attempts: readonly DialAttempt[] }

export type Connect = (address: string, port: number) => Socket

// Half-open: an upstream that ends its side may still be sent to, and what a tunnel's server does its client should see.
const connectTcp: Connect = (address, port) =>
  connect({ host: address, port, noDelay: true, autoSelectFamily: false, allowHalfOpen: true })

/** Connects to the first address that answers. Never rejects, and leaves nothing open but the winner. */
export function race(
  addresses: readonly string[],
  port: number,
  clock: Clock,
  signal: AbortSignal,
  open: Connect = connectTcp,
): Promise<RaceResult> {
  return new Promise((resolve) => new Race(interleave(addresses), port, clock, signal, open, resolve).start())
}

/** The families in turn, beginning with the first address's (RFC 8305 §4); order within a family is kept. */
export function interleave(addresses: readonly string[]): string[] {
  const startsWithV6 = addresses[0] !== undefined && isIPv6(addresses[0])
  const first = addresses.filter((address) => isIPv6(address) === startsWithV6)
  const second = addresses.filter((address) => isIPv6(address) !== startsWithV6)
  const mixed: string[] = []
  for (let i = 0; i < Math.max(first.length, second.length); i++) {
    if (i < first.length) mixed.push(first[i]!)
    if (i < second.length) mixed.push(second[i]!)
  }
  return mixed
}

type Runner = { address: string; socket: Socket; startedAt: number; quit(): void }

class Race {
  readonly #waiting: string[]
  readonly #port: number
  readonly #clock: Clock
  readonly #signal: AbortSignal
  readonly #open: Connect
  readonly #resolve: (result: RaceResult) => void
  readonly #running = new Set<Runner>()
  readonly #attempts: DialAttempt[] = []
  #stagger: Timer | undefined

  constructor(
    addresses: string[],
    port: number,
    clock: Clock,
    signal: AbortSignal,
    open: Connect,
    resolve: (result: RaceResult) => void,
  ) {
    this.#waiting = addresses
    this.#port = port
    this.#clock = clock
    this.#signal = signal
    this.#open = open
    this.#resolve = resolve
  }

  start(): void {
    if (this.#signal.aborted) return this.#aborted()
    this.#signal.addEventListener('abort', this.#aborted)
    this.#next()
  }

  readonly #next = (): void => {
    this.#stagger?.stop()
    this.#stagger = undefined
    const address = this.#waiting.shift()
    if (address === undefined) {
      if (this.#running.size === 0) this.#finish({ kind: 'failed', attempts: this.#attempts })
      return
    }
    const failure = this.#run(address)
    if (failure !== undefined) return this.#next()
    if (this.#waiting.length > 0) this.#stagger = this.#clock.after(staggerMs, this.#next)
  }

  /** Starts one attempt; the code of a failure that came at once (an impossible port, no descriptors left). */
  #run(address: string): string | undefined {
    const startedAt = this.#clock.now()
    let socket: Socket
    try {
      socket = this.#open(address, this.#port)
    } catch (error) {
      const code = codeOf(error)
      this.#attempts.push({ address, port: this.#port, ms: 0, code })
      return code
    }
    const connected = () => this.#won(runner)
    const failed = (error: Error) => this.#lost(runner, codeOf(error))
    const runner: Runner = {
      address,
      socket,
      startedAt,
      quit() {
        socket.off('connect', connected)
        socket.off('error', failed)
      },
    }
    this.#running.add(runner)
    socket.once('connect', connected)
    socket.once('error', failed)
    return undefined
  }

  #won(runner: Runner): void {
    this.#leave(runner, 'connected')
    this.#dropOthers()
    this.#finish({ kind: 'connected', socket: runner.socket, address: runner.address, attempts: this.#attempts })
  }

  #lost(runner: Runner, code: string): void {
    this.#leave(runner, code)
    runner.socket.destroy()
    // RFC 8305 §5: a failure starts the next attempt without waiting for its turn.
    this.#next()
  }

  readonly #aborted = (): void => {
    this.#dropOthers()
    this.#finish({ kind: 'aborted', attempts: this.#attempts })
  }

  #dropOthers(): void {
    for (const runner of this.#running) {
      this.#leave(runner, 'cancelled')
      runner.socket.on('error', () => {})
      runner.socket.destroy()
    }
  }

  #leave(runner: Runner, code: string): void {
    this.#running.delete(runner)
    runner.quit()
    this.#attempts.push({ address: runner.address, port: this.#port, ms: this.#clock.now() - runner.startedAt, code })
  }

  #finish(result: RaceResult): void {
    this.#stagger?.stop()
    this.#signal.removeEventListener('abort', this.#aborted)
    this.#resolve(result)
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? (error as Error).name
}
