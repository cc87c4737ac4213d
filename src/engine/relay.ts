/** Two directions of bytes between a client's socket and a channel, with backpressure and half-close, watched as they pass. */
import type { Duplex } from 'node:stream'
import type { LinkStages } from '../model/connection.ts'
import type { Channel, Failure, Fields, Sink } from '../model/message.ts'
import type { ArmedStage, Plan } from '../model/plan.ts'
import type { Core } from './core.ts'
import type { Expiring } from './deadlines.ts'
import { ResetWatch } from './reset-watch.ts'
import { reset, wasReset } from './reset.ts'
import { StageChain, cutFailure } from './stage-chain.ts'

/** ms the rest of a conversation may take that both sides have called over. */
const lingerTime = 10_000
/** ms both ends are read on after a fault's FIN: closing with unread bytes would send a reset that destroys what is on its way. */
const cutTime = 2_000

/** Byte stages on a connection, each way, the first one nearest to where the bytes come from. */
export type RelayStages = LinkStages

export interface RelayObserver {
  up(chunk: Uint8Array): void
  down(chunk: Uint8Array): void
  /** Who has said in its own words that it is done; absent where the end is that of the bytes, as in a tunnel, which may stay half open. */
  readonly goodbyes?: { readonly up: boolean; readonly down: boolean }
  /** Both directions are over; `failure` when not by a clean end of both. */
  closed(failure: Failure | undefined): void
}

export class Relay implements Sink, Expiring {
  slot = -1
  deadline = 0
  readonly #core: Pick<Core, 'clock' | 'deadlines'>
  readonly #socket: Duplex
  readonly #channel: Channel
  readonly #observer: RelayObserver
  readonly #flow: ResetWatch
  #random: Plan['random'] = () => 0
  /** Absent as long as there never was a stage: then bytes take the short way. */
  #chains: { up: StageChain; down: StageChain } | undefined
  #upEnded = false
  #downEnded = false
  #closed = false
  #blocked = false

  /** Takes the socket over; `rest` are bytes of the client that were read already. */
  constructor(
    core: Pick<Core, 'clock' | 'deadlines'>,
    socket: Duplex,
    channel: Channel,
    observer: RelayObserver,
    rest?: Uint8Array,
    stages?: RelayStages,
  ) {
    this.#core = core
    this.#flow = new ResetWatch(core.clock, socket)
    this.#socket = socket
    this.#channel = channel
    this.#observer = observer
    if (stages !== undefined) this.restage(stages)
    channel.accept({ pause: () => this.#flow.pause(), resume: () => this.#flow.resume() })
    socket.on('data', (chunk: Buffer) => this.#up(chunk))
    socket.on('end', () => this.#upEnd())
    socket.on('drain', () => this.#drained())
    socket.on('error', (error: NodeJS.ErrnoException) => this.#lost(error))
    socket.on('close', () => this.#lost(undefined))
    if (rest !== undefined && rest.length > 0) this.#up(rest)
    channel.down.pipe(this)
    // While the upstream was dialled nobody listened, and Node tells the end of a paused socket too, once.
    if (socket.destroyed) this.#lost(undefined)
    else if (socket.readableEnded) this.#upEnd()
    socket.resume()
  }

  /** Puts these stages in place of those that are there, which let go of what they hold. Those that stay go on as they are. */
  restage({ up, down, random }: RelayStages): void {
    if (this.#closed || (this.#chains === undefined && up.length === 0 && down.length === 0)) return
    this.#random = random
    this.#chains ??= this.#chain()
    this.#chains.up.set(up)
    this.#chains.down.set(down)
  }

  #chain(): { up: StageChain; down: StageChain } {
    const { up } = this.#channel
    const world = {
      clock: this.#core.clock,
      random: (rule: string, purpose: string) => this.#random(rule, purpose),
      cut: (how: 'close' | 'reset', stage: ArmedStage) => this.#cut(how, stage),
    }
    const toUpstream: Sink = { write: (chunk) => up.write(chunk), end: () => this.#upDone(), fail() {} }
    const toClient: Sink = {
      write: (chunk) => this.#deliver(chunk),
      end: () => this.#downDone(),
      fail: (failure) => this.#broken(failure),
    }
    return {
      up: new StageChain(toUpstream, world, () => this.#flow.resume()),
      down: new StageChain(toClient, world, () => this.#channel.down.resume()),
    }
  }

  write(chunk: Uint8Array): boolean {
    return this.#chains === undefined ? this.#deliver(chunk) : this.#chains.down.write(chunk)
  }

  end(trailers?: Fields): void {
    if (this.#chains === undefined) this.#downDone()
    else this.#chains.down.end(trailers)
  }

  fail(failure: Failure): void {
    if (this.#chains === undefined) this.#broken(failure)
    else this.#chains.down.fail(failure)
  }

  #deliver(chunk: Uint8Array): boolean {
    this.#observer.down(chunk)
    this.#part()
    const accepted = this.#socket.write(chunk)
    if (!accepted) this.#blocked = true
    return accepted
  }

  #downDone(): void {
    this.#downEnded = true
    this.#socket.end()
    if (this.#upEnded) this.#finish(undefined)
    else this.#part()
  }

  #broken(failure: Failure): void {
    if (this.#closed) return
    // First, because the end of the client's socket would be taken for the client's doing.
    this.#finish(failure)
    if (failure.code === 'upstream_reset') reset(this.#socket)
    else this.#socket.destroy()
  }

  #up(chunk: Uint8Array): void {
    if (this.#closed) return
    this.#observer.up(chunk)
    this.#part()
    if (!(this.#chains?.up ?? this.#channel.up).write(chunk)) this.#flow.pause()
  }

  #upEnd(): void {
    if (this.#chains === undefined) this.#upDone()
    else this.#chains.up.end()
  }

  #upDone(): void {
    if (this.#closed) return
    this.#upEnded = true
    this.#channel.up.end()
    if (this.#downEnded) this.#finish(undefined)
    else this.#part()
  }

  /** A stage ends both connections, as Toxiproxy does. */
  #cut(how: 'close' | 'reset', stage: ArmedStage): void {
    this.#finish(cutFailure(how, stage, 'connection'))
    if (how === 'reset') {
      this.#channel.close('reset')
      return reset(this.#socket)
    }
    this.#socket.end()
    this.#channel.up.end()
    // Both ends are read to theirs, so that what was sent arrives; who never ends is cut off.
    this.#socket.resume()
    this.#channel.down.resume()
    this.deadline = this.#core.clock.now() + cutTime
    this.#core.deadlines.add(this)
  }

  /**
   * After both goodbyes, or a goodbye and the FIN of the same side, only the end of the connection is left (RFC 6455 §7.1.1):
   * who never gets to it must not keep it.
   */
  #part(): void {
    const said = this.#observer.goodbyes
    if (said === undefined || this.deadline !== 0 || this.#closed) return
    if (!((said.up && (said.down || this.#upEnded)) || (said.down && this.#downEnded))) return
    this.deadline = this.#core.clock.now() + lingerTime
    this.#core.deadlines.add(this)
  }

  /** The session stops: what follows a cut is not waited for. */
  stop(): void {
    if (this.#closed) this.expire()
  }

  expire(): void {
    this.#core.deadlines.delete(this)
    this.#finish(undefined)
    this.#channel.close('close')
    this.#socket.destroy()
  }

  #lost(error: NodeJS.ErrnoException | undefined): void {
    // After a cut the upstream is still read to its end, until the deadline: it may never end by itself.
    if (this.#closed) return
    const clean = error === undefined && this.#upEnded && this.#downEnded
    this.#channel.close(error === undefined && !wasReset(this.#socket) ? 'close' : 'reset')
    this.#finish(
      clean
        ? undefined
        : {
            code: 'client_abort',
            message:
              error === undefined
                ? 'the client closed the connection'
                : `the client's connection failed: ${error.code ?? error.message}`,
            leg: 'client',
          },
    )
  }

  #finish(failure: Failure | undefined): void {
    if (this.#closed) return
    this.#closed = true
    this.#flow.stop()
    this.#chains?.up.stop()
    this.#chains?.down.stop()
    this.#core.deadlines.delete(this)
    this.#observer.closed(failure)
  }

  #drained(): void {
    if (!this.#blocked) return
    this.#blocked = false
    this.#channel.down.resume()
  }
}
