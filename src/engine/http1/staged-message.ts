/** One message whose encoded bytes pass through armed stages before they reach its connection. */
import type { Duplex } from 'node:stream'
import type { Clock } from '../../kit/clock.ts'
import type { Body, Failure } from '../../model/message.ts'
import type { ArmedStage, Plan } from '../../model/plan.ts'
import type { BodyTap } from '../body-tap.ts'
import { StagedTarget } from '../staged.ts'
import { MessageWriter, type WriterOwner } from './writer.ts'

export class StagedMessage {
  readonly #socket: Duplex
  readonly #target: StagedTarget
  readonly #writer: MessageWriter

  /** `owner` is told when the last byte has left the stages, and by `messageCut` when a stage ended the connection. */
  constructor(socket: Duplex, stages: readonly ArmedStage[], plan: Plan, clock: Clock, owner: WriterOwner) {
    this.#socket = socket
    const done = (): void => void this.#socket.off('drain', this.#onDrain)
    const last = {
      write: (chunk: Uint8Array) => socket.write(chunk),
      end: () => {
        done()
        owner.messageWritten()
      },
      fail: (failure: Failure) => {
        done()
        owner.messageCut(failure)
      },
    }
    this.#target = new StagedTarget(stages, last, {
      clock,
      random: plan.random,
      cut: (how, { name, rule }) => {
        done()
        this.#writer.abandon()
        const code = how === 'reset' ? 'injected_reset' : 'injected'
        owner.messageCut({
          code,
          message: `the fault ${name} of the rule ${rule} ${how === 'reset' ? 'reset' : 'closed'} the connection`,
          leg: 'middlebox',
        })
      },
    })
    this.#writer = new MessageWriter(this.#target, {
      messageWritten: () => this.#target.end(),
      messageCut: (failure) => this.#target.fail(failure),
    })
    socket.on('drain', this.#onDrain)
  }

  send(head: string, framing: number | 'chunked' | 'close', body: Body, tap?: BodyTap): void {
    this.#writer.send(head, framing, body, tap)
  }

  /** The connection is gone: no timer of a stage fires any more. */
  abandon(): void {
    this.#socket.off('drain', this.#onDrain)
    this.#target.stop()
    this.#writer.abandon()
  }

  readonly #onDrain = (): void => this.#target.drained()
}
