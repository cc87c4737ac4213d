/** The rules have changed: what runs meets them. Bytes under way pass through other stages, and connections make place for handshakes. */
import type { ConnectionRules } from '../model/connection.ts'
import type { Arrival, Core } from './core.ts'
import type { LiveExchange } from './live-exchange.ts'

export function refresh(core: Core): void {
  const rules = core.connections?.()
  if (rules === undefined) return
  for (const link of core.links ?? []) link.refresh()
  // As they are now: a stage that goes may end its exchange, and with its connection others.
  for (const one of [...core.live]) if (!(one as LiveExchange).ended) restage(rules, one as LiveExchange)
  // Idle ones close, busy ones say Connection: close or GOAWAY, so that the next request begins with a handshake.
  for (const one of core.deadlines.all()) if (isToShake(rules, one.arrival)) one.stop?.()
}

function restage(rules: ConnectionRules, exchange: LiveExchange): void {
  const stages = rules.running(exchange.id, exchange.plan)
  if (stages !== undefined) exchange.restage(stages)
}

function isToShake(rules: ConnectionRules, arrival: Arrival | undefined): boolean {
  if (arrival?.client.tls === undefined) return false
  return rules.meetsAnew(connectionOf(arrival))
}

/** A connection as rules see it. One that was not asked to go anywhere has come to the name it asked for, or to our address. */
export function connectionOf({ client, authority, serverName, local }: Arrival) {
  return {
    client,
    authority: authority ?? { host: serverName ?? local.address, port: local.port },
    ...(serverName !== undefined && { serverName }),
  }
}
