/** What events were about since the last look, so that thousands of them a second cost little more than nothing. */
import type { ProxyEvent } from '../../model/event.ts'
import type { TlsFailure, Tunnel } from '../../model/exchange.ts'
import type { Store } from '../../store/index.ts'

type Item = ReturnType<Store['items']> extends Iterable<infer One> ? One : never

/** A new exchange that is listed whatever becomes of it: while no filter asks, that is all there is to know of it. */
export const plain = Symbol('plain')

export class Touched {
  /** In the order of the first event; the store is asked about an exchange that is not plain. */
  readonly news = new Map<string, Tunnel | TlsFailure | typeof plain | undefined>()
  /** Something happened, if only to what needs no look. */
  changed = false
  /** What runs and is listed only if it ends so: CONNECTs, and what is no request. */
  readonly #doubtful = new Set<string>()

  /** What is there before the first event. */
  begin({ type, value }: Item): void {
    this.news.set(value.id, type === 'exchange' ? undefined : value)
    if (type === 'exchange' && value.kind === 'connect' && value.endedAt === undefined) this.#doubtful.add(value.id)
  }

  /** `filtered`: any event may make an exchange come or go. */
  note(event: ProxyEvent, filtered: boolean): void {
    this.changed = true
    if ('id' in event) this.#noteExchange(event, filtered)
    else if (event.type === 'tls-error') this.news.set(event.error.id, event.error)
    else if (event.type === 'tunnel-opened' || event.type === 'tunnel-closed')
      this.news.set(event.tunnel.id, event.tunnel)
  }

  clear(): void {
    this.news.clear()
    this.changed = false
  }

  #noteExchange(event: Extract<ProxyEvent, { id: string }>, filtered: boolean): void {
    const { id, type } = event
    if (type === 'request' && event.kind !== 'connect') {
      this.news.set(id, plain)
      return
    }
    if (type === 'request' || type === 'malformed') this.#doubtful.add(id)
    if (filtered || this.#doubtful.has(id)) this.news.set(id, undefined)
    if (type === 'end') this.#doubtful.delete(id)
  }
}
