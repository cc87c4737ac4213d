/** Idle HTTP/1 connections by origin, last used first: the freshest is the least likely to be closing, and the rest can go. */

export interface Pooled {
  readonly key: string
  /** Ends the connection now. */
  close(): void
}

/** Idle connections kept per origin; more than a browser opens, few enough to be polite. */
const maxIdle = 128

export class Pool<Connection extends Pooled> {
  readonly #idle = new Map<string, Connection[]>()

  /** An idle connection, which is now the caller's. */
  take(key: string): Connection | undefined {
    return this.#idle.get(key)?.pop()
  }

  put(connection: Connection): void {
    const list = this.#idle.get(connection.key)
    if (list === undefined) this.#idle.set(connection.key, [connection])
    else if (list.length < maxIdle) list.push(connection)
    else connection.close()
  }

  /** Forgets a connection that is over, idle or taken. Only then may its origin be forgotten too: a list is not made for each request. */
  remove(connection: Connection): void {
    const list = this.#idle.get(connection.key)
    if (list === undefined) return
    const at = list.indexOf(connection)
    if (at >= 0) list.splice(at, 1)
    if (list.length === 0) this.#idle.delete(connection.key)
  }

  get size(): number {
    let size = 0
    for (const list of this.#idle.values()) size += list.length
    return size
  }

  close(): void {
    const lists = [...this.#idle.values()]
    this.#idle.clear()
    for (const list of lists) for (const connection of list) connection.close()
  }
}
