/** Idle HTTP/1 connections by origin, last used first: the freshest is the least likely to be closing, and the rest can go. */
import type { Target } from '../../model/message.ts'
import { type Idle, type Origin, Origins } from './origins.ts'

export interface Pooled<Self extends Idle<Self>> extends Idle<Self> {
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
    return origin.pop()
  }

  put(connection: Connection): void {
    if (!connection.origin.listed) connection.origin = this.#origins.current(connection.origin)
    if (connection.origin.idle < maxIdle) connection.origin.push(connection)
    else connection.close()
  }

  /** Forgets a connection that is over, idle or taken. */
  remove(connection: Connection): void {
    connection.origin.remove(connection)
  }

  get size(): number {
    let size = 0
    for (const { idle } of this.#origins) size += idle
    return size
  }

  close(): void {
    for (const origin of this.#origins) for (let one = origin.pop(); one !== undefined; one = origin.pop()) one.close()
  }
}
