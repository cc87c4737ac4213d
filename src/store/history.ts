/**
 * What is remembered, in order of arrival and never more than the limits: exchanges, tunnels and TLS failures in one list.
 * When a limit is reached, what finished first goes first; what is still running goes only when nothing finished is left.
 */
import { Dictionary } from '../kit/dictionary.ts'
import type { Exchange, StreamMessage, TlsFailure, Tunnel } from '../model/exchange.ts'
import type { HistoryOptions } from '../model/options.ts'

/** One line of the history as readers see it. */
export type Item =
  | { readonly type: 'exchange'; readonly sequence: number; readonly value: Exchange }
  | { readonly type: 'tunnel'; readonly sequence: number; readonly value: Tunnel }
  | { readonly type: 'tls-error'; readonly sequence: number; readonly value: TlsFailure }

/** A line of the history as the store holds it: linked both ways in order of arrival, and once in order of finishing. */
export type Entry = {
  readonly type: Item['type']
  /** Counts up over the session: the stable position of the line. */
  readonly sequence: number
  value: Exchange | Tunnel | TlsFailure
  bytes: number
  finished: boolean
  /** Somebody outside may hold the value: it is not written to any more, but replaced. */
  shown: boolean
  /** Messages not folded into the exchange yet. */
  pending: StreamMessage[] | undefined
  older: Entry | undefined
  newer: Entry | undefined
  /** No longer a line; in the order of finishing until its turn comes. */
  forgotten: boolean
  finishedNext: Entry | undefined
}

/** Forgotten lines kept at least before they are looked for. */
const mostForgotten = 1000

export class History {
  readonly #limits: HistoryOptions
  /** Exchanges that run. Finished ones are looked up rarely, and most often just after their end. */
  readonly #running = new Dictionary<Entry>()
  /** Finished exchanges, made when one is first looked up and kept from then on. */
  #past: Dictionary<Entry> | undefined
  readonly #tunnels = new Map<string, Entry>()
  /** Tunnels that were dropped or forgotten while they ran: their ends are to come. */
  readonly #lostTunnels = new Set<string>()
  #oldest: Entry | undefined
  #newest: Entry | undefined
  #finishedFirst: Entry | undefined
  #finishedLast: Entry | undefined
  /** Forgotten lines that are in the order of finishing. */
  #forgotten = 0
  #sequence = 0
  size = 0
  bytes = 0
  evicted = 0
  /** Of the evicted, those whose end had not come: their ends will find nothing. */
  evictedUnfinished = 0

  constructor(limits: HistoryOptions) {
    this.#limits = limits
  }

  exchange(id: string): Entry | undefined {
    const running = this.#running.get(id)
    if (running !== undefined) return running
    const last = this.#finishedLast
    return last?.value.id === id && last.type === 'exchange' && !last.forgotten
      ? last
      : (this.#past ??= this.#index()).get(id)
  }

  running(id: string): boolean {
    return this.#running.get(id) !== undefined
  }

  tunnel(id: string): Entry | undefined {
    return this.#tunnels.get(id)
  }

  /** True once for a tunnel that is no line any more since it was dropped while it ran. */
  wasLost(tunnel: string): boolean {
    return this.#lostTunnels.delete(tunnel)
  }

  add(type: Item['type'], value: Entry['value'], bytes: number): Entry {
    const older = this.#newest
    const entry: Entry = {
      type,
      sequence: this.#sequence++,
      value,
      bytes,
      finished: false,
      shown: false,
      pending: undefined,
      older,
      newer: undefined,
      forgotten: false,
      finishedNext: undefined,
    }
    if (older === undefined) this.#oldest = entry
    else older.newer = entry
    this.#newest = entry
    this.size++
    this.bytes += bytes
    if (type === 'exchange') this.#running.set(value.id, entry)
    else if (type === 'tunnel') this.#tunnels.set(value.id, entry)
    return entry
  }

  update(entry: Entry, value: Entry['value'], bytes: number): void {
    this.bytes += bytes - entry.bytes
    entry.value = value
    entry.bytes = bytes
  }

  finish(entry: Entry): void {
    if (entry.finished) return
    entry.finished = true
    this.#pushFinished(entry)
    if (entry.type !== 'exchange') return
    this.#running.delete(entry.value.id)
    this.#past?.set(entry.value.id, entry)
  }

  /** The exchange, tunnel or failed handshake of this id is no longer there; what still happens to it finds nothing. */
  forget(id: string): void {
    const entry = this.exchange(id) ?? this.#tunnels.get(id) ?? this.#failure(id)
    if (entry === undefined) return
    this.#unlink(entry)
    entry.forgotten = true
    // Its turn may come late: until then it must not hold what it was.
    entry.value = { id } as Entry['value']
    entry.pending = undefined
    if (entry.finished) this.#forgotten++
    while (this.#finishedFirst?.forgotten) this.#shiftFinished()
    if (this.#forgotten > this.size + mostForgotten) this.#sweep()
  }

  /** Behind an old line that stays those that were forgotten would become ever more. */
  #sweep(): void {
    let entry = this.#finishedFirst
    this.#finishedFirst = this.#finishedLast = undefined
    this.#forgotten = 0
    while (entry !== undefined) {
      const next = entry.finishedNext
      entry.finishedNext = undefined
      if (!entry.forgotten) this.#pushFinished(entry)
      entry = next
    }
  }

  #failure(id: string): Entry | undefined {
    for (const entry of this) if (entry.type === 'tls-error' && entry.value.id === id) return entry
    return undefined
  }

  /** Drops lines until the limits hold. */
  trim(): void {
    while (this.size > this.#limits.maxExchanges || this.bytes > this.#limits.maxMemory) {
      const entry = this.#finishedFirst ?? this.#oldest
      if (entry === undefined) return
      this.#drop(entry)
    }
  }

  /** Oldest first. Lines that come while it is walked are included. */
  *[Symbol.iterator](): IterableIterator<Entry> {
    let entry = this.#oldest
    while (entry !== undefined) {
      yield entry
      entry = entry.newer ?? this.#after(entry)
    }
  }

  /** The line after one that was dropped while somebody stood on it. */
  #after({ sequence }: Entry): Entry | undefined {
    let entry = this.#oldest
    if (this.#newest === undefined || this.#newest.sequence <= sequence) return undefined
    while (entry !== undefined && entry.sequence <= sequence) entry = entry.newer
    return entry
  }

  #index(): Dictionary<Entry> {
    const past = new Dictionary<Entry>()
    for (let entry = this.#oldest; entry !== undefined; entry = entry.newer)
      if (entry.finished && entry.type === 'exchange') past.set(entry.value.id, entry)
    return past
  }

  #drop(entry: Entry): void {
    // Finished lines go in order only, so this one is the first of its queue.
    if (entry.finished) this.#shiftFinished()
    else this.evictedUnfinished++
    if (entry.forgotten) return
    this.evicted++
    this.#unlink(entry)
  }

  #pushFinished(entry: Entry): void {
    if (this.#finishedLast === undefined) this.#finishedFirst = entry
    else this.#finishedLast.finishedNext = entry
    this.#finishedLast = entry
  }

  #shiftFinished(): void {
    const first = this.#finishedFirst!
    if (first.forgotten) this.#forgotten--
    this.#finishedFirst = first.finishedNext
    if (this.#finishedFirst === undefined) this.#finishedLast = undefined
    // What is dropped points nowhere: from the old generation it would keep what came after it from the young one's collector.
    first.finishedNext = undefined
  }

  #unlink(entry: Entry): void {
    if (entry.older === undefined) this.#oldest = entry.newer
    else entry.older.newer = entry.newer
    if (entry.newer === undefined) this.#newest = entry.older
    else entry.newer.older = entry.older
    this.size--
    this.bytes -= entry.bytes
    entry.older = entry.newer = undefined
    if (entry.type === 'tunnel') {
      this.#tunnels.delete(entry.value.id)
      if (!entry.finished) this.#lostTunnels.add(entry.value.id)
    } else if (entry.type === 'exchange') (entry.finished ? this.#past : this.#running)?.delete(entry.value.id)
  }
}
