/** What happens to connections that nobody looks into: what rules say, and the network conditions behind them. */
import { draw } from '../kit/draw.ts'
import type { Connection, ConnectionRules, TunnelRules } from '../model/connection.ts'
import type { LinkConditions } from '../pipeline/conditions.ts'

export type ConnectionParts = {
  seed: string
  /** Whatever is asked is answered here. */
  mockOnly?: boolean
  rules(): ConnectionRules | undefined
  link(address: string): LinkConditions | undefined
}

/** One object for all connections, and for a tunnel one only where there is something to say about it: a proxy may have thousands. */
export function connectionRules(parts: ConnectionParts): ConnectionRules {
  const { mockOnly = false, rules, link } = parts
  return {
    handshake: (connection) => rules()?.handshake(connection),
    meetsAnew: (connection) => rules()?.meetsAnew(connection) === true,
    running: (id, plan) => rules()?.running(id, plan),
    answers: (connection) => mockOnly || rules()?.answers(connection) === true,
    tunnel(connection) {
      const behind = link(connection.client.address)
      return behind === undefined && rules() === undefined ? undefined : tunnelRules(parts, connection, behind)
    },
  }
}

function tunnelRules({ seed, rules }: ConnectionParts, connection: Connection, behind?: LinkConditions): TunnelRules {
  let count = 0
  const random = (rule: string, purpose: string): number => draw(seed, rule, purpose, String(count++))
  // Rules may come while the tunnel runs.
  let own: TunnelRules | undefined
  const asked = (): TunnelRules | undefined => (own ??= rules()?.tunnel(connection))
  return {
    dial: () => asked()?.dial() ?? behind?.dial,
    stages() {
      const first = asked()?.stages()
      return {
        up: [...(first?.up ?? []), ...(behind?.up ?? [])],
        down: [...(first?.down ?? []), ...(behind?.down ?? [])],
        random: first?.random ?? random,
      }
    },
  }
}
