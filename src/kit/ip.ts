/**
 * IP literals as bytes, and networks in CIDR notation: for exception lists and for knowing what is this machine.
 * Written out here because node:net belongs to the engine.
 */

/** 4 or 16 bytes; undefined when the text is no IP literal. Brackets are not accepted. */
export function parseIp(text: string): Uint8Array | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text)
}

function parseIpv4(text: string): Uint8Array | undefined {
  const parts = text.split('.')
  if (parts.length !== 4) return undefined
  const bytes = new Uint8Array(4)
  for (const [index, part] of parts.entries()) {
    // A leading zero means octal to some readers and decimal to others: neither guess is safe.
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined
    bytes[index] = Number(part)
  }
  return bytes
}

/** RFC 4291 §2.2: eight groups, one `::`, and an IPv4 tail; zones (RFC 4007) are left out of the value. */
function parseIpv6(text: string): Uint8Array | undefined {
  const [literal = ''] = text.split('%', 1)
  const halves = literal.split('::')
  if (halves.length > 2) return undefined
  const head = groups(halves[0] ?? '', halves.length === 1)
  const tail = halves.length === 2 ? groups(halves[1] ?? '', true) : []
  if (!head || !tail) return undefined
  const gap = 16 - head.length - tail.length
  if (halves.length === 1 ? gap !== 0 : gap < 2) return undefined
  return Uint8Array.from([...head, ...new Array<number>(gap).fill(0), ...tail])
}

function groups(text: string, last: boolean): number[] | undefined {
  const bytes: number[] = []
  if (text === '') return bytes
  const parts = text.split(':')
  for (const [index, part] of parts.entries()) {
    if (last && index === parts.length - 1 && part.includes('.')) {
      const v4 = parseIpv4(part)
      if (!v4) return undefined
      bytes.push(...v4)
      continue
    }
    if (!/^[0-9a-fA-F]{1,4}$/.test(part)) return undefined
    const value = Number.parseInt(part, 16)
    bytes.push(value >> 8, value & 0xff)
  }
  return bytes
}

/** Whether `address` lies in the network of `bits` leading bits; false when the families differ or there are too many bits. */
export function inNetwork(address: Uint8Array, network: Uint8Array, bits: number): boolean {
  if (address.length !== network.length || bits > address.length * 8) return false
  for (let index = 0, left = bits; left > 0; index += 1, left -= 8) {
    const mask = left >= 8 ? 0xff : (0xff << (8 - left)) & 0xff
    if (((address[index]! ^ network[index]!) & mask) !== 0) return false
  }
  return true
}

/** `10.0.0.0/8` as its parts; undefined when it is no network in CIDR notation. */
export function parseNetwork(text: string): { network: Uint8Array; bits: number } | undefined {
  const slash = text.indexOf('/')
  if (slash < 0 || !/^\d{1,3}$/.test(text.slice(slash + 1))) return undefined
  const network = parseIp(text.slice(0, slash))
  const bits = Number(text.slice(slash + 1))
  return network && bits <= network.length * 8 ? { network, bits } : undefined
}

/**
 * Whether the host is this machine: `localhost` and names below it (RFC 6761 §6.3), 127.0.0.0/8, ::1, the same mapped
 * into IPv6, and the unspecified addresses, which connect to loopback.
 */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '')
  if (name === 'localhost' || name.endsWith('.localhost')) return true
  const bytes = parseIp(name)
  if (!bytes) return false
  if (bytes.length === 4) return bytes[0] === 127 || bytes.every((byte) => byte === 0)
  const mapped = bytes.subarray(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff
  if (mapped) return bytes[12] === 127
  return bytes.subarray(0, 15).every((byte) => byte === 0) && bytes[15]! <= 1
}

/** RFC 1918, RFC 3927, RFC 6598, RFC 4193, RFC 4291 §2.5.6. */
const privateNetworks = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '100.64.0.0/10',
  'fc00::/7',
  'fe80::/10',
].map((text) => parseNetwork(text)!)

/** Whether the host is on a private network: by its address, or by a name that is none of the public DNS (RFC 6761, RFC 6762, RFC 8375; one label, as containers have). */
export function isPrivate(host: string): boolean {
  const bytes = parseIp(host)
  if (bytes) return privateNetworks.some(({ network, bits }) => inNetwork(bytes, network, bits))
  const name = host.toLowerCase().replace(/\.$/, '')
  return !name.includes('.') || /\.(test|local|internal|home\.arpa)$/.test(name)
}
