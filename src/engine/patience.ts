/** How long a request waits for its upstream: what its route allows for each phase, in place of what it allowed for the one before. */
import type { Timer } from '../kit/clock.ts'
import { WatchedBody } from '../kit/watched-body.ts'
import type { Body, Failure, Patience as Allowed } from '../model/message.ts'

export type PatienceWorld = {
  after(ms: number, run: () => void): Timer
  readonly signal: AbortSignal
}

export interface Patient {
  giveUp(failure: Failure): void
  clientGone(): void
}

export class Patience {
  readonly #allowed: Allowed
  readonly #world: PatienceWorld
  readonly #patient: Patient
  #timer: Timer | undefined
  #over = false

  constructor(allowed: Allowed, world: PatienceWorld, patient: Patient) {
    this.#allowed = allowed
    this.#world = world
    this.#patient = patient
    if (allowed.stop === undefined) return
    if (allowed.stop.aborted) {
      patient.giveUp(unwanted)
      return
    }
    allowed.stop.addEventListener('abort', () => patient.giveUp(unwanted), { once: true })
    // One of several at once: the exchange tells only one of them that its client is gone.
    world.signal.addEventListener('abort', () => patient.clientGone(), { once: true })
  }

  connecting(): void {
    this.#wait(this.#allowed.connect, 'connect_timeout', 'did not accept the connection')
  }

  /** The upstream is waited for when it has the whole request, and while it takes no more of it: this is the body to send. */
  answering(body: Body): Body {
    const { response } = this.#allowed
    if (response === undefined || body.length === 0) {
      this.#wait(response, 'upstream_timeout', 'did not answer')
      return body
    }
    this.#timer?.stop()
    return new WatchedBody(body, (awaited) => {
      const what = awaited === 'sink' ? 'took no more of the request' : 'did not answer'
      this.#wait(awaited === 'source' ? undefined : response, 'upstream_timeout', what)
    })
  }

  stop(): void {
    this.#over = true
    this.#timer?.stop()
  }

  #wait(ms: number | undefined, code: 'connect_timeout' | 'upstream_timeout', what: string): void {
    this.#timer?.stop()
    if (ms === undefined || this.#over) return
    const failure: Failure = { code, message: `the upstream ${what} within ${ms} ms`, leg: 'upstream' }
    this.#timer = this.#world.after(ms, () => this.#patient.giveUp(failure))
  }
}

const unwanted: Failure = { code: 'upstream_unwanted', message: 'another try was answered first', leg: 'middlebox' }
