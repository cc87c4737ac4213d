/** After a switch: a CONNECT that is looked into is sniffed, one that is not becomes an opaque tunnel, a 101 is relayed and its messages watched. */
import type { Duplex } from 'node:stream'
import type { Failure } from '../model/message.ts'
import { outcomeOf } from './answer.ts'
import { Arriving, type Destinations } from './arrive.ts'
import type { Arrival, Core } from './core.ts'
import { gateChannel } from './gated-channel.ts'
import type { LiveExchange } from './live-exchange.ts'
import type { Switch } from './perform.ts'
import { Relay } from './relay.ts'
import { parseAuthority } from '../kit/authority.ts'
import { relayTunnel } from './tunnel.ts'
import { watchSwitched } from './websocket.ts'

/** What a connection becomes after a switch of protocols; given to those who cannot know them all. */
export type Takeover = (
  socket: Duplex,
  rest: Buffer | undefined,
  verdict: Switch,
  exchange: LiveExchange,
  arrival: Arrival,
) => void

export function takeOver(
  core: Core,
  socket: Duplex,
  rest: Buffer | undefined,
  verdict: Switch,
  exchange: LiveExchange,
  arrival: Arrival,
  to: Destinations,
): void {
  if (exchange.kind !== 'connect') {
    const closed = (failure: Failure | undefined): void =>
      exchange.finish(failure === undefined ? 'complete' : outcomeOf(failure), failure)
    const watch = watchSwitched(core, exchange, closed)
    const asked = watch.goodbyes !== undefined && exchange.plan?.messages !== undefined
    const { channel, observer } = asked
      ? gateChannel(core, exchange, verdict.channel!, watch)
      : { channel: verdict.channel!, observer: watch }
    const relay = new Relay(core, socket, channel, observer, rest, exchange.plan)
    exchange.whenRestaged((plan) => relay.restage(plan))
    return
  }
  exchange.finish('complete')
  const authority = parseAuthority(exchange.head.target, 443)!
  // TLS to the proxy itself says nothing about what is inside the tunnel.
  const { serverName: _ours, unused: _outer, ...outside } = arrival
  const inside: Arrival = { ...outside, scheme: 'http', authority, parent: exchange.id }
  if (verdict.channel !== undefined) relayTunnel(core, socket, rest, inside, verdict.channel, 'ignored')
  else new Arriving(core, socket, inside, to, rest)
}
