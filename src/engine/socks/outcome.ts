/** What a SOCKS client is told of a connection that could not be made (RFC 1928 §6): its replies are fewer than our causes. */
import type { Failure } from '../../model/message.ts'
import type { SocksOutcome } from './handshake.ts'

const outcomes: ReadonlyMap<string, SocksOutcome> = new Map([
  ['connect_refused', 'refused'],
  ['connect_unreachable', 'network_unreachable'],
  ['connect_timeout', 'host_unreachable'],
  ['dns_failed', 'host_unreachable'],
  ['dns_timeout', 'host_unreachable'],
  ['loop_detected', 'not_allowed'],
])

export function socksOutcome({ code }: Failure): SocksOutcome {
  return outcomes.get(code) ?? 'failed'
}
