/** Which clients may connect: loopback and private networks always, public addresses only when named (mitmproxy's block_global). */
import { inNetwork, parseIp, parseNetwork } from '../kit/ip.ts'

/** RFC 1918, RFC 4193, RFC 3927, RFC 4291 §2.5.6, RFC 6598 (carrier-grade NAT), and loopback. */
const near = [
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '100.64.0.0/10',
  '::1/128',
  'fc00::/7',
  'fe80::/10',
].map((text) => parseNetwork(text)!)

export function createAdmission(allowClients: readonly string[]): (address: string) => boolean {
  const named = allowClients.map((text) =>
    parseNetwork(text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`)!,
  )
  const networks = [...near, ...named]
  return (address) => {
    const bytes = parseIp(address)
    return bytes !== undefined && networks.some(({ network, bits }) => inNetwork(bytes, network, bits))
  }
}
