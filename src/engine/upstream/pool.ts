/** Idle HTTP/1 connections by origin, last used first: the freshest is the least likely to be closing, and the rest can go. */
import type { Target } from '../../model/message.ts'
import { type Origin, Origins } from './origins.ts'

export interface Pooled<Self> {
  /** Where it leads; another object for the same when the table has forgotten the one before. */
  origin: Origin<Self>
  /** Ends the connection now. */
  close(): void
}

/** Where a connection is to be found; `live` has all that are not closed, so that a stopping session can end them. */
export type Places<Connection extends Pooled<Connection>> = {
  pool: Pool<Connection>
  origin: Origin<Connection>
  live: Set<Connection>
}

/** Idle connections kept per origin; more than a browser opens, few enough to be polite. */
const maxIdle = 128

export class Pool<Connection extends Pooled<Connection>> {
  readonly #origins = new Origins<Connection>()

  origin(target: Target): Origin<Connection> {
    return this.#origins.of(target)
  }

  /** An idle connection, which is now the caller's. */
  take(origin: Origin<Connection>): Connection | undefined {
    return origin.idle.pop()
  }

  put(connection: Connection): void {
    if (!connection.origin.listed) connection.origin = this.#origins.current(connection.origin)
    const { idle } = connection.origin
    if (idle.length < maxIdle) idle.push(connection)
    else connection.close()
  }

  /** Forgets a connection that is over, idle or taken. */
  remove(connection: Connection): void {
    const { idle } = connection.origin
    const at = idle.indexOf(connection)
    if (at >= 0) idle.splice(at, 1)
  }

  get size(): number {
    let size = 0
    for (const { idle } of this.#origins) size += idle.length
    return size
  }

  close(): void {
    for (const { idle } of this.#origins) for (const connection of idle.splice(0)) connection.close()
  }
}
