/** What happens to connections that nobody looks into: what rules say, and the network conditions behind them. */
import { draw } from '../kit/draw.ts'
import type { ConnectionRules, TunnelRules } from '../model/connection.ts'
import type { LinkConditions } from '../pipeline/conditions.ts'

export type ConnectionParts = {
  seed: string
  /** Whatever is asked is answered here. */
  mockOnly?: boolean
  rules(): ConnectionRules | undefined
  link(address: string): LinkConditions | undefined
}

export function connectionRules({ seed, mockOnly = false, rules, link }: ConnectionParts): () => ConnectionRules {
  return () => {
    const said = rules()
    return {
      handshake: (connection) => said?.handshake(connection),
      meetsAnew: (connection) => said?.meetsAnew(connection) === true,
      running: (id, plan) => said?.running(id, plan),
      answers: (connection) => mockOnly || said?.answers(connection) === true,
      tunnel(connection): TunnelRules {
        const behind = link(connection.client.address)
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
      },
    }
  }
}
