/**
 * What is remembered, in order of arrival and never more than the limits: exchanges, tunnels and TLS failures in one list.
 * When a limit is reached, what finished first goes first; what is still running goes only when nothing finished is left.
 */
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
  /** Messages not folded into the exchange yet. */
  pending: StreamMessage[] | undefined
  older: Entry | undefined
  newer: Entry | undefined
  finishedNext: Entry | undefined
}

export class History {
  readonly #limits: HistoryOptions
  readonly #exchanges = new Map<string, Entry>()
  readonly #tunnels = new Map<string, Entry>()
  #oldest: Entry | undefined
  #newest: Entry | undefined
  #finishedFirst: Entry | undefined
  #finishedLast: Entry | undefined
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
    return this.#exchanges.get(id)
  }

  tunnel(id: string): Entry | undefined {
    return this.#tunnels.get(id)
  }

  add(type: Item['type'], value: Entry['value'], bytes: number): Entry {
    const older = this.#newest
    const entry: Entry = {
      type,
      sequence: this.#sequence++,
      value,
      bytes,
      finished: false,
      pending: undefined,
      older,
      newer: undefined,
      finishedNext: undefined,
    }
    if (older === undefined) this.#oldest = entry
    else older.newer = entry
    this.#newest = entry
    this.size++
    this.bytes += bytes
    if (type === 'exchange') this.#exchanges.set(value.id, entry)
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
    if (this.#finishedLast === undefined) this.#finishedFirst = entry
    else this.#finishedLast.finishedNext = entry
    this.#finishedLast = entry
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
    for (let entry = this.#oldest; entry !== undefined; entry = entry.newer) yield entry
  }

  #drop(entry: Entry): void {
    if (entry.finished) {
      // Finished lines go in order only, so this one is the first of its queue.
      this.#finishedFirst = entry.finishedNext
      if (this.#finishedFirst === undefined) this.#finishedLast = undefined
    } else this.evictedUnfinished++
    if (entry.older === undefined) this.#oldest = entry.newer
    else entry.older.newer = entry.newer
    if (entry.newer === undefined) this.#newest = entry.older
    else entry.newer.older = entry.older
    this.size--
    this.bytes -= entry.bytes
    this.evicted++
    if (entry.type === 'exchange') this.#exchanges.delete(entry.value.id)
    else if (entry.type === 'tunnel') this.#tunnels.delete(entry.value.id)
  }
}
