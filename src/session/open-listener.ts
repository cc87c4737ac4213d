/** The warning that others than this machine can connect (PRODUCT.md §11). */
import { isLoopback, parseIp } from '../kit/ip.ts'

/** Undefined for a listener that only this machine reaches. */
export function openListenerWarning(
  at: { host: string; url: string },
  allowClients: readonly string[],
): string | undefined {
  // To connect to an unspecified address is to connect to loopback; to listen there is to listen everywhere.
  const everywhere = parseIp(at.host)?.every((byte) => byte === 0) ?? false
  if (isLoopback(at.host) && !everywhere) return undefined
  const who = ['private networks', ...allowClients].join(', ')
  return `${at.url} is open to others: whoever reaches it from ${who} can use this proxy, and what it shows holds their secrets`
}
