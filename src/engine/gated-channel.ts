/** A WebSocket's channel with a gate in each direction, for exchanges whose messages somebody wants to be asked about. */
import { systemRandom } from '../kit/random.ts'
import { type GateWorld, MessageGate } from '../messages/message-gate.ts'
import type { PassingMessage } from '../model/message-stage.ts'
import type { Body, Channel, Failure, Fields, Sink } from '../model/message.ts'
import type { Core } from './core.ts'
import type { LiveExchange } from './live-exchange.ts'
import type { RelayObserver } from './relay.ts'
import type { SwitchWatch } from './websocket.ts'

/** `observer` takes the place of `watch`, which sees what leaves the gates. */
export function gateChannel(
  core: Core,
  exchange: LiveExchange,
  channel: Channel,
  watch: SwitchWatch,
): { channel: Channel; observer: RelayObserver } {
  const gated = new GatedChannel(core, exchange, channel, watch)
  return { channel: gated, observer: gated.observer }
}

class GatedChannel implements Channel {
  readonly up: Sink
  readonly down: Body
  readonly observer: RelayObserver
  readonly #channel: Channel
  readonly #gone = new AbortController()
  readonly #up: MessageGate
  #from: { pause(): void; resume(): void } | undefined

  constructor(core: Core, exchange: LiveExchange, channel: Channel, watch: SwitchWatch) {
    this.#channel = channel
    const upstream: Sink = {
      write(chunk) {
        watch.up(chunk)
        return channel.up.write(chunk)
      },
      end: () => channel.up.end(),
      fail: (failure) => channel.up.fail(failure),
    }
    const world = worldOf(core, exchange, watch, this.#gone.signal)
    this.#up = new MessageGate({
      ...world('up'),
      next: upstream,
      mask: () => systemRandom.bytes(4),
      resume: () => this.#from?.resume(),
    })
    this.up = {
      write: (chunk) => this.#up.write(chunk),
      end: () => this.#upEnd(),
      fail: (failure) => this.#up.fail(failure),
    }
    const down = new GatedBody(channel.down, world('down'))
    this.down = down
    this.observer = {
      goodbyes: watch.goodbyes!,
      up: () => {},
      down: (chunk) => watch.down(chunk),
      closed: (failure) => {
        this.#leave(down)
        watch.closed(failure)
      },
    }
    this.#gone.signal.addEventListener('abort', () => down.abandon())
  }

  accept(from: { pause(): void; resume(): void }): void {
    this.#from = from
    this.#channel.accept({ pause: () => from.pause(), resume: () => this.#up.drained() })
  }

  close(how: 'close' | 'reset'): void {
    this.#channel.close(how)
  }

  /** The end of a client that said no goodbye is its going (RFC 6455 §7.1.5): nobody waits for what is held. */
  #upEnd(): void {
    if (!this.#up.holds || this.#up.saidClose) return this.#up.end()
    this.#up.abandon()
    this.#gone.abort()
    this.#channel.up.end()
  }

  #leave(down: GatedBody): void {
    this.#up.abandon()
    down.abandon()
    this.#gone.abort()
  }
}

type Half = Omit<GateWorld, 'next' | 'resume' | 'mask'>

function worldOf(core: Core, exchange: LiveExchange, watch: SwitchWatch, signal: AbortSignal) {
  const { id } = exchange
  const changed = (how: 'edited' | 'dropped', { direction, kind, data }: PassingMessage): void => {
    if (how === 'edited') watch.edited = true
    else {
      const at = core.clock.now()
      const kept = data.subarray(0, core.maxBody)
      core.emit({
        type: 'message',
        id,
        at,
        message: { direction, at, kind, size: data.length, data: kept, change: how },
      })
    }
  }
  const warn = (message: string): void =>
    core.emit({ type: 'warning', at: core.clock.now(), code: 'rule', message, exchange: id })
  const stages = (exchange.plan?.messages ?? []).map(({ stage }) => stage)
  return (direction: 'up' | 'down'): Half => ({ direction, stages, signal, changed, warn })
}

/** What the client gets, through its gate. */
class GatedBody implements Body {
  readonly length = null
  readonly #source: Body
  readonly #half: Half
  #gate: MessageGate | undefined

  constructor(source: Body, half: Half) {
    this.#source = source
    this.#half = half
  }

  get used(): boolean {
    return this.#source.used
  }

  pipe(sink: Sink): void {
    const next: Sink = {
      write: (chunk) => sink.write(chunk),
      end: (trailers?: Fields) => sink.end(trailers),
      fail: (failure: Failure) => sink.fail(failure),
    }
    this.#gate = new MessageGate({ ...this.#half, next, resume: () => this.#source.resume() })
    this.#source.pipe(this.#gate)
  }

  pause(): void {
    this.#source.pause()
  }

  resume(): void {
    this.#gate?.drained()
  }

  cancel(): void {
    this.abandon()
    this.#source.cancel()
  }

  abandon(): void {
    this.#gate?.abandon()
  }
}
