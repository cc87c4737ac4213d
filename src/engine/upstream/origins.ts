/**
 * Origins as connections are made to them. An origin is asked for with every request: one look at a table by host finds all
 * that is kept for it, where a name put together from its parts would have to be made, hashed and looked up again each time.
 * Of many that take turns each has been out of the processor's caches since its last: lists here are links, not arrays.
 */
import type { Target } from '../../model/message.ts'

/** What can be idle at an origin. */
export interface Idle<Self> {
  /** The one that was idle before it. */
  below: Self | undefined
}

/** Two targets of the same origin can share a connection: the session's upstream options are the same for all. */
export class Origin<Connection extends Idle<Connection>> {
  readonly key: string
  readonly scheme: Target['scheme']
  readonly host: string
  readonly port: number
  readonly serverName: string | undefined
  /** Idle HTTP/1 connections. */
  idle = 0
  /** It refused http/1.1: its clients of any version share an HTTP/2 session. */
  onlyH2 = false
  /** Whoever asks for it gets this one. */
  listed = true
  /** Another one at the same host. */
  next: Origin<Connection> | undefined
  /** The connection that was used last. */
  #top: Connection | undefined

  constructor({ scheme, host, port, serverName }: Target) {
    this.scheme = scheme
    this.host = host
    this.port = port
    this.serverName = serverName
    this.key = `${scheme}|${host}|${port}${serverName === undefined ? '' : `|${serverName}`}`
  }

  push(connection: Connection): void {
    connection.below = this.#top
    this.#top = connection
    this.idle++
  }

  /** The idle connection that was used last. */
  pop(): Connection | undefined {
    const connection = this.#top
    if (connection === undefined) return undefined
    this.#top = connection.below
    connection.below = undefined
    this.idle--
    return connection
  }

  /** Forgets a connection, whether it is idle or not. */
  remove(connection: Connection): void {
    if (this.#top === connection) return void this.pop()
    for (let one = this.#top; one !== undefined; one = one.below) {
      if (one.below !== connection) continue
      one.below = connection.below
      connection.below = undefined
      this.idle--
    }
  }
}

/** Origins remembered before those without idle connections are forgotten. */
const roomy = 1024

export class Origins<Connection extends Idle<Connection>> {
  #byHost = new Map<string, Origin<Connection>>()
  #count = 0
  #room = roomy

  of(target: Target): Origin<Connection> {
    for (let one = this.#byHost.get(target.host); one !== undefined; one = one.next)
      if (one.port === target.port && one.scheme === target.scheme && one.serverName === target.serverName) return one
    const origin = new Origin<Connection>(target)
    this.#list(origin)
    return origin
  }

  /** The one that is listed in the place of one that may have been forgotten since. */
  current(origin: Origin<Connection>): Origin<Connection> {
    if (origin.listed) return origin
    const { scheme, host, port, serverName } = origin
    return this.of({ scheme, host, port, path: '/', protocol: 'auto', ...(serverName !== undefined && { serverName }) })
  }

  *[Symbol.iterator](): IterableIterator<Origin<Connection>> {
    for (const first of this.#byHost.values())
      for (let one: Origin<Connection> | undefined = first; one !== undefined; one = one.next) yield one
  }

  #list(origin: Origin<Connection>): void {
    if (this.#count >= this.#room) this.#forget()
    this.#count++
    origin.next = this.#byHost.get(origin.host)
    this.#byHost.set(origin.host, origin)
  }

  /** Into a table of its own, so that one that was large leaves nothing behind. */
  #forget(): void {
    const all = [...this]
    this.#byHost = new Map()
    this.#count = 0
    this.#room = Infinity
    for (const origin of all) {
      origin.next = undefined
      origin.listed = origin.idle > 0
      if (origin.listed) this.#list(origin)
    }
    this.#room = Math.max(roomy, this.#count * 2)
  }
}
