/**
 * The memory of a session: folds every event into the history, counts, and tells the faces. Only the store remembers;
 * everything shown anywhere is read from here.
 */
import type { Exchange, Outcome, StreamMessage, Tunnel } from '../model/exchange.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { HistoryOptions } from '../model/options.ts'
import type { Clock, Timer } from '../kit/clock.ts'
import { createBus } from './bus.ts'
import { countFinished, createCounters, opensTunnel, type Counters } from './counters.ts'
import { HealthBook } from './health.ts'
import { History, type Entry, type Item } from './history.ts'
import { appendMessages, keptMessages } from './messages.ts'
import { createMetrics, isBad, type Metrics } from './metrics.ts'
import { packHeads } from './packed-head.ts'
import { beginExchange, foldEvent } from './reduce.ts'
import { smallRecordBytes, viewBytes, weighExchange } from './weight.ts'

export type Warning = Extract<ProxyEvent, { type: 'warning' }>

export type PhaseReport = Extract<ProxyEvent, { type: 'phase' }>

export interface Store {
  /** Folds one event, then tells the listeners of `on`, then drops what is over the limits. Never throws. */
  apply(event: ProxyEvent): void
  /** The exchange as of now; undefined when it is unknown or was evicted. */
  get(id: string): Exchange | undefined
  /** Everything kept, oldest first. */
  items(): IterableIterator<Item>
  /** The last warnings, oldest first. */
  warnings(): readonly Warning[]
  /** The last word on each upstream and circuit breaker of the reverse proxy. */
  readonly health: Pick<HealthBook, 'list'>
  /** The phase that the scenario is in; undefined without one. */
  phase(): PhaseReport | undefined
  /** Each event, at once, after it was folded and before anything is evicted for it. */
  on(listener: (event: ProxyEvent) => void): () => void
  /** At most one call each 33 ms, and only when something changed: for screens. */
  subscribe(listener: () => void): () => void
  readonly counters: Readonly<Counters>
  readonly metrics: Metrics
  /** How much is kept and how much was dropped. `lost` counts the dropped whose end had not come. */
  retention(): { kept: number; bytes: number; evicted: number; lost: number }
  close(): void
}

/** ms between two calls of a subscriber: 30 frames a second. */
const frame = 33

/** Warnings kept for the log. */
const keptWarnings = 200

/** Bytes of a message that is folded at once: a thousand smaller ones are not more than an exchange may keep of them. */
const largestGathered = 4096

export function createStore(options: HistoryOptions, clock: Clock): Store {
  return new EventStore(options, clock)
}

class EventStore implements Store {
  readonly counters = createCounters()
  readonly metrics = createMetrics()
  readonly health = new HealthBook()
  readonly #clock: Clock
  readonly #history: History
  readonly #direct = createBus()
  #phase: PhaseReport | undefined
  #warnings: Warning[] = []
  #subscribers: readonly { call: () => void }[] = []
  #frame: Timer | undefined

  constructor(options: HistoryOptions, clock: Clock) {
    this.#clock = clock
    this.#history = new History(options)
    // What a listener does wrong is a warning like any other.
    this.#direct.on((event) => {
      if (event.type === 'warning' && this.#warnings.at(-1) !== event) this.#warn(event)
    })
  }

  apply(event: ProxyEvent): void {
    switch (event.type) {
      case 'tunnel-opened':
      case 'tunnel-closed':
        this.#tunnel(event)
        break
      case 'tls-error':
        this.counters.tlsFailures++
        this.#history.finish(this.#history.add('tls-error', event.error, smallRecordBytes))
        break
      case 'warning':
        this.#warn(event)
        break
      case 'phase':
        this.#phase = event
        break
      case 'health':
        this.health.apply(event)
        break
      case 'forgotten':
        for (const id of event.ids) this.#history.forget(id)
        break
      case 'listening':
        break
      default:
        this.#exchange(event)
    }
    this.#direct.emit(event)
    this.#history.trim()
    if (this.#subscribers.length > 0 && this.#frame === undefined) this.#schedule()
  }

  get(id: string): Exchange | undefined {
    const entry = this.#history.exchange(id)
    if (entry === undefined) return undefined
    if (entry.pending !== undefined) this.#settle(entry)
    entry.shown = true
    return entry.value as Exchange
  }

  *items(): IterableIterator<Item> {
    for (const entry of this.#history) {
      if (entry.pending !== undefined) this.#settle(entry)
      entry.shown = true
      yield entry as Item
    }
  }

  warnings(): readonly Warning[] {
    return this.#warnings
  }

  phase(): PhaseReport | undefined {
    return this.#phase
  }

  on(listener: (event: ProxyEvent) => void): () => void {
    return this.#direct.on(listener)
  }

  subscribe(call: () => void): () => void {
    const entry = { call }
    this.#subscribers = [...this.#subscribers, entry]
    return () => {
      this.#subscribers = this.#subscribers.filter((other) => other !== entry)
    }
  }

  retention(): ReturnType<Store['retention']> {
    const { size, bytes, evicted, evictedUnfinished } = this.#history
    return { kept: size, bytes, evicted, lost: evictedUnfinished }
  }

  close(): void {
    this.#frame?.stop()
    this.#subscribers = []
  }

  #exchange(event: Extract<ProxyEvent, { id: string }>): void {
    if (event.type === 'request' || event.type === 'malformed') return this.#begin(event)
    const entry = this.#history.exchange(event.id)
    if (entry === undefined) return
    if (event.type === 'message') return this.#gather(entry, event.message)
    if (entry.pending !== undefined) this.#settle(entry)
    const exchange = ownRecord(entry)
    if (!foldEvent(exchange, event)) return
    const ended = event.type === 'end'
    if (ended) packHeads(exchange)
    // What is not the beginning or the end of a stream is weighed with the end, which comes soon: this is the hot path.
    const soon = event.type === 'upstream' || (event.type === 'response' && !event.stream)
    if (!soon) this.#history.update(entry, exchange, weighExchange(exchange))
    if (event.type === 'response' && exchange.kind === 'http')
      this.metrics.answered(event.at, event.at - exchange.startedAt)
    if (ended) this.#end(entry, exchange, event.outcome)
  }

  #begin(event: Extract<ProxyEvent, { type: 'request' | 'malformed' }>): void {
    if (this.#history.running(event.id)) return
    const exchange = beginExchange(event)
    this.#history.add('exchange', exchange, weighExchange(exchange))
    this.counters.exchanges++
    if (exchange.kind === 'connect') this.counters.connects++
    this.metrics.started(event.at)
  }

  #end(entry: Entry, exchange: Exchange, outcome: Outcome): void {
    const bad = isBad(outcome, exchange.status)
    this.#history.finish(entry)
    if (bad || !opensTunnel(exchange)) this.metrics.ended(exchange.endedAt!, bad)
    countFinished(this.counters, exchange, outcome, bad)
  }

  #gather(entry: Entry, message: StreamMessage): void {
    if (entry.pending === undefined) entry.pending = [message]
    else entry.pending.push(message)
    // Folded when somebody looks, or when a whole list has come: a list is copied once for so many, not for each.
    this.#history.update(entry, entry.value, entry.bytes + message.data.byteLength + viewBytes)
    if (entry.pending.length >= keptMessages || message.data.byteLength > largestGathered) this.#settle(entry)
  }

  #settle(entry: Entry): void {
    const exchange = ownRecord(entry)
    appendMessages(exchange, entry.pending!)
    entry.pending = undefined
    this.#history.update(entry, exchange, weighExchange(exchange))
  }

  #tunnel(event: Extract<ProxyEvent, { tunnel: Tunnel }>): void {
    const { tunnel } = event
    let entry = this.#history.tunnel(tunnel.id)
    if (entry === undefined) {
      // Its line was dropped while it ran, and does not come back.
      if (this.#history.wasLost(tunnel.id)) return
      entry = this.#history.add('tunnel', tunnel, smallRecordBytes)
      this.counters.tunnels++
    } else this.#history.update(entry, tunnel, smallRecordBytes)
    if (event.type === 'tunnel-opened' || entry.finished) return
    this.#history.finish(entry)
    this.counters.tunnelBytesUp += tunnel.bytesUp
    this.counters.tunnelBytesDown += tunnel.bytesDown
  }

  #warn(event: Warning): void {
    this.counters.warnings++
    this.#warnings = [...this.#warnings.slice(1 - keptWarnings), event]
  }

  #schedule(): void {
    this.#frame = this.#clock.after(frame, () => {
      this.#frame = undefined
      for (const subscriber of this.#subscribers) {
        try {
          subscriber.call()
        } catch (error) {
          const message = `A screen failed to update: ${error instanceof Error ? error.message : String(error)}`
          this.#warn({ type: 'warning', at: this.#clock.now(), code: 'internal', message })
        }
      }
    })
  }
}

/** The record to write to: a copy where somebody may hold the one that is there, for what was shown stays as it was. */
function ownRecord(entry: Entry): Exchange {
  if (!entry.shown) return entry.value as Exchange
  entry.shown = false
  const copy = { ...(entry.value as Exchange) }
  entry.value = copy
  return copy
}
