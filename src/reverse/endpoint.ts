/** One upstream of a pool: where it is, how busy it is, and whether it is well. */
import { draw } from '../kit/draw.ts'
import { formatHost } from '../kit/authority.ts'
import { isLoopback, isPrivate } from '../kit/ip.ts'
import type { UpstreamDefinition } from '../model/route.ts'
import type { Aim } from './aim.ts'
import type { Queue } from './queue.ts'

export class Endpoint {
  definition: UpstreamDefinition
  /** Those that wait for it to have room. */
  queue: Queue | undefined
  /** As it stands in a Host field. */
  readonly authority: string
  /** In sticky cookies: tells nothing of where it is. */
  readonly id: string
  /** For consistent hashing. */
  readonly hash: number
  /** This machine or a private network: it knows the client's Host. */
  readonly near: boolean
  /** Requests it works on. */
  active = 0
  /** What health checks say; undefined before the first verdict. */
  checked: boolean | undefined
  /** Failures in a row, of real requests. */
  failures = 0
  /** Epoch ms until which it gets no requests because of its failures; 0 = it does. */
  ejectedUntil = 0
  /** Epoch ms since when it is back, for a slow start; 0 = it was always there. */
  since = 0
  /** Something was said of its health that still stands. */
  told = false
  /** Points a request of its route at it. */
  aim: Aim | undefined
  /** Of smooth weighted round robin. */
  turn = 0

  constructor(definition: UpstreamDefinition) {
    const { url, scheme, host, port } = definition
    this.definition = definition
    this.authority = formatHost(scheme, host, port)
    this.hash = Math.floor(draw('endpoint', url) * 0x1_0000_0000)
    this.id = this.hash.toString(36)
    this.near = isLoopback(host) || isPrivate(host)
  }

  get available(): boolean {
    return this.checked !== false && this.ejectedUntil === 0
  }

  get full(): boolean {
    const { maxConnections } = this.definition
    return maxConnections !== undefined && this.active >= maxConnections
  }

  /** The weight it has now: a part of its own while it starts slowly. */
  weightAt(now: number, slowStart: number): number {
    const { weight } = this.definition
    if (this.since === 0 || slowStart === 0) return weight
    const share = (now - this.since) / slowStart
    if (share < 1) return weight * Math.max(share, 0.05)
    this.since = 0
    return weight
  }
}
