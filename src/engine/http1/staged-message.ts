/** One message whose encoded bytes pass through armed stages before they reach its connection. */
import type { Duplex } from 'node:stream'
import type { Clock } from '../../kit/clock.ts'
import type { Body, Failure } from '../../model/message.ts'
import type { ArmedStage, Plan } from '../../model/plan.ts'
import type { BodyTap } from '../body-tap.ts'
import { cutFailure } from '../stage-chain.ts'
import { StagedTarget } from '../staged.ts'
import { MessageWriter, type WriterOwner } from './writer.ts'

export class StagedMessage {
  readonly #socket: Duplex
  readonly #target: StagedTarget
  readonly #writer: MessageWriter
  readonly #restore: (() => void) | undefined
  /** Bytes that came out of the stages. */
  #passed = 0
  #ended = false

  /**
   * `owner` is told when the last byte has left the stages, and by `messageCut` when a stage ended the connection.
   * `running`: the writer of a message that has begun without stages; it gets its own target and owner back at the end.
   */
  constructor(
    socket: Duplex,
    stages: readonly ArmedStage[],
    plan: Plan,
    clock: Clock,
    owner: WriterOwner,
    running?: MessageWriter,
  ) {
    this.#socket = socket
    const last = {
      write: (chunk: Uint8Array) => {
        this.#passed += chunk.length
        return socket.write(chunk)
      },
      end: () => {
        this.#done()
        owner.messageWritten()
      },
      fail: (failure: Failure) => {
        this.#done()
        owner.messageCut(failure)
      },
    }
    this.#target = new StagedTarget(stages, last, {
      clock,
      random: plan.random,
      cut: (how, stage) => {
        this.#done()
        this.#writer.abandon()
        owner.messageCut(cutFailure(how, stage, 'connection'))
      },
    })
    const toStages: WriterOwner = {
      messageWritten: () => {
        this.#ended = true
        this.#target.end()
      },
      messageCut: (failure) => this.#target.fail(failure),
    }
    this.#writer = running ?? new MessageWriter(this.#target, toStages)
    if (running !== undefined) {
      running.redirect(this.#target, toStages)
      this.#restore = () => running.redirect(socket, owner)
    }
    socket.on('drain', this.#onDrain)
  }

  send(head: string, framing: number | 'chunked' | 'close', body: Body, tap?: BodyTap): void {
    this.#writer.send(head, framing, body, tap)
  }

  restage(stages: readonly ArmedStage[]): void {
    this.#target.restage(stages)
  }

  /** Every byte is on its way, and only the end is held. */
  get delivered(): boolean {
    return this.#ended && this.#passed === this.#target.taken && this.#socket.writableLength === 0
  }

  /** The connection is gone: no timer of a stage fires any more. */
  abandon(): void {
    this.#done()
    this.#target.stop()
    this.#writer.abandon()
  }

  #done(): void {
    this.#ended = false
    this.#socket.off('drain', this.#onDrain)
    this.#restore?.()
  }

  readonly #onDrain = (): void => this.#target.drained()
}
