/**
 * Origins as connections are made to them. An origin is asked for with every request: one look at a table by host finds all
 * that is kept for it, where a name put together from its parts would have to be made, hashed and looked up again each time.
 */
import type { Target } from '../../model/message.ts'

/** Two targets of the same origin can share a connection: the session's upstream options are the same for all. */
export class Origin<Connection> {
  readonly key: string
  readonly scheme: Target['scheme']
  readonly host: string
  readonly port: number
  readonly serverName: string | undefined
  /** Idle HTTP/1 connections, the one used last at the end. */
  readonly idle: Connection[] = []
  /** It refused http/1.1: its clients of any version share an HTTP/2 session. */
  onlyH2 = false
  /** Whoever asks for it gets this one. */
  listed = true

  constructor({ scheme, host, port, serverName }: Target) {
    this.scheme = scheme
    this.host = host
    this.port = port
    this.serverName = serverName
    this.key = `${scheme}|${host}|${port}${serverName === undefined ? '' : `|${serverName}`}`
  }
}

/** Origins remembered before those without idle connections are forgotten. */
const roomy = 1024

export class Origins<Connection> {
  #byHost = new Map<string, Origin<Connection>[]>()
  #count = 0
  #room = roomy

  of(target: Target): Origin<Connection> {
    const list = this.#byHost.get(target.host)
    if (list !== undefined)
      for (const one of list)
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
    for (const list of this.#byHost.values()) yield* list
  }

  #list(origin: Origin<Connection>): void {
    if (this.#count >= this.#room) this.#forget()
    this.#count++
    const others = this.#byHost.get(origin.host)
    if (others === undefined) this.#byHost.set(origin.host, [origin])
    else others.push(origin)
  }

  /** Into a table of its own, so that one that was large leaves nothing behind. */
  #forget(): void {
    const all = [...this]
    this.#byHost = new Map()
    this.#count = 0
    this.#room = Infinity
    for (const origin of all) {
      origin.listed = origin.idle.length > 0
      if (origin.listed) this.#list(origin)
    }
    this.#room = Math.max(roomy, this.#count * 2)
  }
}
