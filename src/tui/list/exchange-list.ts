/**
 * The rows of the list: everything in the history that the filter lets through, kept up as events come. At thousands of
 * requests a second an event costs a note in a set; once a frame the noted rows are looked at again.
 */
import type { Clock } from '../../kit/clock.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { ProxyEvent } from '../../model/event.ts'
import type { Store } from '../../store/index.ts'
import { addOrdered, placeOf, placesIn, removeOrdered } from './ordered.ts'
import { isListed, type ListFilter, type Row, type Subject } from './row.ts'
import { byTime, type Sort, sortRows } from './sort.ts'
import { plain, Touched } from './touched.ts'

/** ms between two sortings of a list that changes. */
const sortPause = 250

/** Rows between two looks at the clock. */
const lookAfter = 64

/** So many rows in a row that are still there end the search for evicted ones: some of those were never listed. */
const stillKept = 512

export class ExchangeList {
  readonly #store: Store
  readonly #clock: Clock
  readonly #touched = new Touched()
  readonly #byId = new Map<string, Row>()
  /** Every row, in order of arrival. */
  #all: Row[] = []
  /** Those that pass. */
  #passing: Row[] = []
  #sorted: readonly Row[] | undefined
  #sortedPlace = placesIn([])
  #sortedAt = 0
  #sort = byTime
  #filter: ListFilter | undefined
  /** Rows that the filter has not been asked about since it changed; absent when there are none. */
  #unasked: number | undefined
  #sequence = 0
  #evicted = 0
  /** Something was taken out of the history by hand. */
  #forgotten = false

  constructor(store: Store, clock: Clock) {
    this.#store = store
    this.#clock = clock
    for (const item of store.items()) this.#touched.begin(item)
    this.#evicted = store.retention().evicted
    this.update()
  }

  /** The rows to show, in the order asked for. */
  get rows(): readonly Row[] {
    return this.#sorted ?? this.#passing
  }

  /** Rows in all. */
  get total(): number {
    return this.#all.length
  }

  /** How far a new filter has come, 0 to 1. */
  get progress(): number {
    return this.#unasked === undefined || this.#all.length === 0 ? 1 : this.#unasked / this.#all.length
  }

  /** Reads the whole history again: after something was taken out of it by hand. */
  reload(): void {
    this.#all = this.#all.filter((row) => row.type !== 'exchange' || this.#store.get(row.id) !== undefined)
    this.#byId.clear()
    for (const row of this.#all) this.#byId.set(row.id, row)
    this.#passing = this.#all.filter((row) => row.passes)
    this.#evicted = this.#store.retention().evicted
    if (this.#unasked !== undefined) this.#unasked = 0
    if (this.#unasked === 0) this.#passing = []
    this.#resort(true)
  }

  /** Notes what an event is about. The hot path. */
  touch(event: ProxyEvent): void {
    if (event.type === 'forgotten') this.#forgotten = true
    else this.#touched.note(event, this.#filter !== undefined)
  }

  /** Looks at what was touched since the last time, and lets go of what the store let go of. */
  update(): void {
    const { news, changed: touched } = this.#touched
    for (const [id, value] of news) {
      if (value === plain && this.#filter === undefined) this.#addRow(id, 'exchange', undefined)
      else if (value === undefined || value === plain) this.#refresh(this.#store.get(id))
      else this.#addRow(id, 'failure' in value ? 'tls-error' : 'tunnel', value)
    }
    if (this.#forgotten) this.reload()
    this.#forgotten = false
    this.#touched.clear()
    const changed = this.#forget() || touched
    if (changed && this.#sort !== byTime) this.#resort(this.#clock.now() - this.#sortedAt >= sortPause)
  }

  /** What the filter keeps back. A walk over all. */
  hidden(): readonly Row[] {
    return this.#all.filter((row) => !row.passes)
  }

  subject(row: Row): Subject | undefined {
    return row.type === 'exchange' ? this.#store.get(row.id) : row.value
  }

  /** The row of an exchange, a tunnel or a TLS failure, whether it passes or not. */
  rowOf(id: string): Row | undefined {
    return this.#byId.get(id)
  }

  /** Where a row stands among those shown, or −1. */
  indexOf(sequence: number): number {
    if (this.#sorted !== undefined) return this.#sortedPlace(sequence)
    const at = placeOf(this.#passing, sequence)
    return this.#passing[at]?.sequence === sequence ? at : -1
  }

  /** The place among those shown where a row that is not shown would be, or one near it. */
  near(sequence: number): number {
    const at = this.indexOf(sequence)
    return at >= 0 ? at : Math.min(placeOf(this.#passing, sequence), Math.max(0, this.rows.length - 1))
  }

  sort(sort: Sort): void {
    this.#sort = sort.column === 'time' && !sort.descending ? byTime : sort
    this.#resort(true)
  }

  /** Begins anew with this filter; `work` goes on with it. The rows that passed before stay until they are asked about. */
  filter(filter: ListFilter | undefined): void {
    this.#filter = filter
    this.#unasked = 0
    this.#passing = []
    if (filter === undefined) this.work(Infinity)
  }

  /** Asks the filter for at most so many ms. True when all rows have been asked about. */
  work(ms: number): boolean {
    if (this.#unasked === undefined) return true
    const until = this.#clock.now() + ms
    let at = this.#unasked
    // A body may take a while by itself, heads do not.
    const step = this.#filter?.needsBody ? 1 : lookAfter
    for (; at < this.#all.length; at++) {
      const row = this.#all[at]!
      row.passes = this.#asks(this.subject(row))
      if (row.passes) this.#passing.push(row)
      if (at % step === step - 1 && this.#clock.now() >= until) break
    }
    this.#unasked = at >= this.#all.length ? undefined : at + 1
    if (this.#sort !== byTime) this.#resort(this.#unasked === undefined)
    return this.#unasked === undefined
  }

  #asks(subject: Subject | undefined): boolean {
    return subject !== undefined && (this.#filter === undefined || this.#filter.matches(subject))
  }

  #refresh(exchange: Exchange | undefined): void {
    if (exchange === undefined) return
    const row = this.#byId.get(exchange.id)
    if (row === undefined) {
      if (isListed(exchange)) this.#addRow(exchange.id, 'exchange', undefined, exchange)
      return
    }
    if (!isListed(exchange)) this.#drop(row)
    else this.#ask(row, exchange)
  }

  #addRow(id: string, type: Row['type'], value: Row['value'], exchange?: Exchange): void {
    const known = this.#byId.get(id)
    if (known !== undefined) {
      known.value = value
      this.#ask(known, value)
      return
    }
    const row: Row = { id, type, sequence: this.#sequence++, value, passes: false }
    this.#byId.set(id, row)
    this.#all.push(row)
    this.#ask(row, exchange ?? value)
  }

  #ask(row: Row, subject: Subject | undefined): void {
    // The walk of a new filter comes to it by itself.
    if (this.#unasked !== undefined && placeOf(this.#all, row.sequence) >= this.#unasked) return
    const passes = this.#filter === undefined || this.#asks(subject)
    if (passes === row.passes) return
    row.passes = passes
    if (passes) addOrdered(this.#passing, row)
    else removeOrdered(this.#passing, row.sequence)
  }

  #drop(row: Row): void {
    this.#byId.delete(row.id)
    const at = placeOf(this.#all, row.sequence)
    this.#all.splice(at, 1)
    if (this.#unasked !== undefined && at < this.#unasked) this.#unasked--
    if (row.passes) removeOrdered(this.#passing, row.sequence)
  }

  /** What was evicted is near the beginning: the walk ends when as many are found as are missing, or none for a while. */
  #forget(): boolean {
    const { evicted } = this.#store.retention()
    let missing = evicted - this.#evicted
    if (missing === 0) return false
    this.#evicted = evicted
    const kept: Row[] = []
    let at = 0
    let run = 0
    for (; at < this.#all.length && missing > 0 && run < stillKept; at++) {
      const row = this.#all[at]!
      run++
      if (row.type === 'exchange' ? this.#store.get(row.id) !== undefined : this.#isNewer(row)) kept.push(row)
      else {
        this.#byId.delete(row.id)
        missing--
        run = 0
      }
    }
    if (kept.length === at) return false
    const dropped = at - kept.length
    // None behind the walk is gone.
    const end = placeOf(this.#passing, this.#all[at]?.sequence ?? Infinity)
    const passing = this.#passing.slice(0, end).filter((row) => this.#byId.has(row.id))
    this.#passing = passing.concat(this.#passing.slice(end))
    this.#all = kept.concat(this.#all.slice(at))
    if (this.#unasked !== undefined) this.#unasked = Math.max(0, this.#unasked - dropped)
    return true
  }

  /** The store cannot be asked about tunnels and failures: they go when an exchange that came after them is gone. */
  #isNewer(row: Row): boolean {
    const at = placeOf(this.#all, row.sequence)
    const next = this.#all.slice(at + 1, at + 1 + lookAfter).find((other) => other.type === 'exchange')
    return next === undefined || this.#store.get(next.id) !== undefined
  }

  #resort(now: boolean): void {
    if (this.#sort === byTime) this.#sorted = undefined
    else if (now || this.#sorted === undefined) {
      this.#sorted = sortRows(this.#passing, this.#sort, (row) => this.subject(row))
      this.#sortedAt = this.#clock.now()
      this.#sortedPlace = placesIn(this.#sorted)
    }
  }
}
