/**
 * Name constraints (RFC 5280 §4.2.1.10): a root that can only vouch for the names and networks it was made for, so that
 * a stolen key is worth little. A constraint on `corp.example` covers that name and everything below it.
 */
import { MiddleboxError } from '../model/errors.ts'
import { inNetwork, parseIp, parseNetwork } from '../kit/ip.ts'
import { contentOf, partsOf, sequence, tagged, taggedBytes, type Node } from './asn1.ts'
import { isName, type Host } from './host.ts'

export type Network = { network: Uint8Array; bits: number }

/** What the root may vouch for. */
export type Constraints = { names: readonly string[]; networks: readonly Network[] }

// GeneralName tags.
const dnsName = 2
const ipAddress = 7

/** Reads the values of `--permit`; undefined when there are none: a root without constraints. */
export function parsePermits(permits: readonly string[]): Constraints | undefined {
  if (permits.length === 0) return undefined
  const names: string[] = []
  const networks: Network[] = []
  for (const permit of permits) {
    const address = parseIp(permit)
    const network = address ? { network: address, bits: address.length * 8 } : parseNetwork(permit)
    const name = permit.toLowerCase().replace(/^\*?\./, '')
    if (network) networks.push(network)
    else if (isName(name) && !name.startsWith('*') && !/^[\d.]+$/.test(name)) names.push(name)
    else
      throw new MiddleboxError(
        'usage',
        `Expected --permit to be a name such as '*.corp.example', an IP address or a network such as 10.0.0.0/8, got '${permit}'`,
        'Leave --permit out for a CA that may vouch for any host.',
      )
  }
  return { names, networks }
}

/**
 * The extension's value. A kind of name that is not mentioned would be unconstrained, so whatever has no permit is
 * excluded as a whole: all names, all IPv4 addresses, all IPv6 addresses.
 */
export function encodeConstraints({ names, networks }: Constraints): Node {
  const subtree = (base: Node) => sequence(base)
  const permitted = [
    ...names.map((name) => subtree(taggedBytes(dnsName, Buffer.from(name, 'latin1')))),
    ...networks.map((network) => subtree(taggedBytes(ipAddress, withMask(network)))),
  ]
  const excluded: Node[] = []
  if (names.length === 0) excluded.push(subtree(taggedBytes(dnsName, new Uint8Array(0))))
  for (const length of [4, 16]) {
    if (!networks.some(({ network }) => network.length === length))
      excluded.push(subtree(taggedBytes(ipAddress, new Uint8Array(length * 2))))
  }
  return sequence(tagged(0, ...permitted), ...(excluded.length > 0 ? [tagged(1, ...excluded)] : []))
}

/** The permitted part of the extension's value. */
export function decodeConstraints(value: Node): Constraints {
  const names: string[] = []
  const networks: Network[] = []
  for (const list of partsOf(value)) {
    if ((list.type as number) !== 0) continue
    for (const base of partsOf(list).flatMap(partsOf)) {
      const bytes = contentOf(base)
      if ((base.type as number) === dnsName) names.push(bytes.toString('latin1').replace(/^\./, ''))
      if ((base.type as number) === ipAddress) networks.push(withoutMask(bytes))
    }
  }
  return { names, networks }
}

/** Whether a leaf for this host passes the constraints. */
export function covers(constraints: Constraints | undefined, host: Host): boolean {
  if (!constraints) return true
  if (host.kind === 'ip') return constraints.networks.some(({ network, bits }) => inNetwork(host.bytes, network, bits))
  return constraints.names.some((name) => host.name === name || host.name.endsWith(`.${name}`))
}

/** For people: `*.corp.example`, `10.0.0.0/8`. */
export function describeConstraints({ names, networks }: Constraints): string[] {
  return [...names.map((name) => `*.${name}`), ...networks.map(({ network, bits }) => `${formatIp(network)}/${bits}`)]
}

function formatIp(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.')
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((bytes[index * 2]! << 8) | bytes[index * 2 + 1]!).toString(16),
  )
  // The URL parser knows RFC 5952's short form.
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1)
}

function withMask({ network, bits }: Network): Uint8Array {
  const mask = network.map((_, index) => 0xff & (0xff00 >> Math.min(8, Math.max(0, bits - index * 8))))
  return Uint8Array.from([...network.map((byte, index) => byte & mask[index]!), ...mask])
}

function withoutMask(bytes: Uint8Array): Network {
  const half = bytes.length / 2
  const ones = bytes.subarray(half).reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0)
  return { network: Uint8Array.from(bytes.subarray(0, half)), bits: ones }
}
