/**
 * The name under which connections to an origin are kept. It is asked for with every request: to make the text anew, and to
 * hash it for the tables, would cost more than all else that finding a kept connection takes.
 */
import type { Target } from '../../model/message.ts'

type Known = Pick<Target, 'scheme' | 'port'> & { serverName: string | undefined; key: string }

/** Keys remembered at most; a balancer over that many upstreams would make them anew. */
const maxKnown = 1024

let known = new Map<string, Known[]>()
let count = 0

/** Two targets with the same key can share a connection: the session's upstream options are the same for all. */
export function originKey(target: Target): string {
  const { scheme, host, port, serverName } = target
  const list = known.get(host)
  if (list !== undefined)
    for (const one of list)
      if (one.port === port && one.scheme === scheme && one.serverName === serverName) return one.key
  const key = `${scheme}|${host}|${port}${serverName === undefined ? '' : `|${serverName}`}`
  if (count >= maxKnown) {
    known = new Map()
    count = 0
  }
  count++
  const added = { scheme, port, serverName, key }
  const others = known.get(host)
  if (others === undefined) known.set(host, [added])
  else others.push(added)
  return key
}
