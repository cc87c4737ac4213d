/**
 * One direction of a WebSocket with somebody to ask: each message waits for its stages, and what comes after it waits
 * behind it. Pings and pongs overtake, so that a held message does not look like a dead connection.
 */
import type { MessageStage, PassingMessage } from '../model/message-stage.ts'
import type { Failure, Sink } from '../model/message.ts'
import { encodeFrame } from './frame-writer.ts'
import { FrameSplitter, type Piece } from './frame-splitter.ts'

export type GateWorld = {
  direction: 'up' | 'down'
  stages: readonly MessageStage[]
  /** Where what passes goes; whoever drains it calls `drained`. */
  next: Sink
  /** Aborted when the connection is gone. */
  signal: AbortSignal
  /** The masking key of the next frame: a client's frames have one (RFC 6455 §5.3). */
  mask?: () => Uint8Array
  /** Lets the source flow again after `write` returned false. */
  resume(): void
  /** Told just before another message is written in place of one, and of each that is not written at all. */
  changed(how: 'edited' | 'dropped', message: PassingMessage): void
  warn(message: string): void
}

/** The largest message that is asked about. */
export const maxAsked = 1024 * 1024
/** Bytes that wait behind a held message before the source is held back too. */
const maxWaiting = 256 * 1024

type Waiting = Piece | 'end'

export class MessageGate implements Sink {
  readonly #world: GateWorld
  readonly #splitter: FrameSplitter
  readonly #waiting: Waiting[] = []
  readonly #said = new Set<string>()
  #waitingBytes = 0
  #asking = false
  #nextFull = false
  #sourceHeld = false
  #over = false
  /** The goodbye has come in, passed on or not. */
  saidClose = false

  constructor(world: GateWorld) {
    this.#world = world
    this.#splitter = new FrameSplitter(maxAsked, (piece) => this.#take(piece))
  }

  /** Something waits for an answer. */
  get holds(): boolean {
    return this.#asking
  }

  write(chunk: Uint8Array): boolean {
    if (this.#over) return true
    this.#splitter.feed(chunk)
    this.#sourceHeld = this.#nextFull || this.#waitingBytes > maxWaiting
    return !this.#sourceHeld
  }

  end(): void {
    if (this.#over) return
    this.#splitter.flush()
    this.#waiting.push('end')
    this.#pump()
  }

  fail(failure: Failure): void {
    if (this.#over) return
    this.abandon()
    this.#world.next.fail(failure)
  }

  /** What waits is forgotten, and nothing more passes. */
  abandon(): void {
    this.#over = true
    this.#waiting.length = 0
    this.#waitingBytes = 0
  }

  /** `next` has room again. */
  drained(): void {
    this.#nextFull = false
    this.#release()
  }

  #release(): void {
    if (!this.#sourceHeld || this.#nextFull || this.#waitingBytes > maxWaiting) return
    this.#sourceHeld = false
    this.#world.resume()
  }

  #take(piece: Piece): void {
    if (piece.kind === 'control') {
      if (!piece.close) return this.#pass(piece.raw)
      this.saidClose = true
    }
    if (piece.kind === 'bytes')
      this.#say('a WebSocket message over 1 MiB, or one that cannot be read, passed untouched')
    this.#waiting.push(piece)
    this.#waitingBytes += piece.raw.length
    this.#pump()
  }

  /** A message passes on its own: what comes next is asked about when it is through. */
  #pump(): void {
    while (!this.#asking && !this.#over) {
      const first = this.#waiting.shift()
      if (first === undefined) return
      if (first === 'end') {
        this.#over = true
        return this.#world.next.end()
      }
      this.#waitingBytes -= first.raw.length
      if (first.kind === 'control' || first.kind === 'bytes') this.#pass(first.raw)
      else if (first.compressed) {
        this.#say('compressed WebSocket messages passed untouched')
        this.#pass(first.raw)
      } else void this.#ask(first)
    }
  }

  async #ask(piece: Extract<Piece, { kind: 'text' | 'binary' }>): Promise<void> {
    this.#asking = true
    const { direction, stages, signal, changed, mask } = this.#world
    const came: PassingMessage = { direction, kind: piece.kind, data: piece.data }
    let now: PassingMessage | undefined = came
    for (const stage of stages) {
      now = await this.#answer(stage, now, signal)
      if (now === undefined || this.#over) break
    }
    this.#asking = false
    if (this.#over) return
    if (now === undefined) changed('dropped', came)
    else if (now === came) this.#pass(piece.raw)
    else {
      changed('edited', now)
      this.#pass(encodeFrame(now.kind, now.data, mask?.()))
    }
    this.#pump()
    this.#release()
  }

  async #answer(
    stage: MessageStage,
    message: PassingMessage,
    signal: AbortSignal,
  ): Promise<PassingMessage | undefined> {
    try {
      const fate = await stage(message, signal)
      if (fate === 'pass') return message
      return fate === 'drop' ? undefined : { direction: message.direction, kind: fate.kind, data: fate.data }
    } catch (error) {
      this.#world.warn(
        `a WebSocket message passed untouched: ${error instanceof Error ? error.message : String(error)}`,
      )
      return message
    }
  }

  #pass(raw: Uint8Array): void {
    if (!this.#over && !this.#world.next.write(raw)) this.#nextFull = true
  }

  #say(message: string): void {
    if (this.#said.has(message)) return
    this.#said.add(message)
    this.#world.warn(message)
  }
}
