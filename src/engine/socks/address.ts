/** Addresses as SOCKS writes them (RFC 1928 §5): a type, then 4 bytes, 16 bytes, or a length and a name. Both sides of SOCKS share this. */
import { parseIp } from '../../kit/ip.ts'

const typeV4 = 1
const typeName = 3
const typeV6 = 4

/** Address type, address and port; undefined when the name is longer than the one length byte allows. */
export function encodeAddress(host: string, port: number): Uint8Array | undefined {
  const tail = [port >> 8, port & 0xff]
  const ip = parseIp(host)
  if (ip) return Uint8Array.from([ip.length === 4 ? typeV4 : typeV6, ...ip, ...tail])
  const name = Buffer.from(host)
  return name.length === 0 || name.length > 255 ? undefined : Uint8Array.from([typeName, name.length, ...name, ...tail])
}

export type DecodedAddress =
  | { kind: 'address'; host: string; port: number; length: number }
  | { kind: 'more' }
  | { kind: 'unknown-type'; type: number }

/** Reads type, address and port from `offset`; `length` is what they take. */
export function decodeAddress(bytes: Uint8Array, offset = 0): DecodedAddress {
  const type = bytes[offset]
  if (type === undefined) return { kind: 'more' }
  if (type !== typeV4 && type !== typeName && type !== typeV6) return { kind: 'unknown-type', type }
  const nameLength = bytes[offset + 1]
  if (nameLength === undefined) return { kind: 'more' }
  const start = type === typeName ? offset + 2 : offset + 1
  const end = start + (type === typeV4 ? 4 : type === typeV6 ? 16 : nameLength)
  if (bytes.length < end + 2) return { kind: 'more' }
  const address = bytes.subarray(start, end)
  const host = type === typeV4 ? textOfV4(address) : type === typeV6 ? textOfV6(address) : textOfName(address)
  return { kind: 'address', host, port: bytes[end]! * 256 + bytes[end + 1]!, length: end + 2 - offset }
}

export function textOfV4(bytes: Uint8Array): string {
  return bytes.join('.')
}

/** Some clients put an address literal where a name belongs; brackets around it are dropped. */
export function textOfName(bytes: Uint8Array): string {
  const name = Buffer.from(bytes).toString('utf8')
  const literal = /^\[(.*)\]$/.exec(name)?.[1]
  return (literal !== undefined && parseIp(literal)?.length === 16 ? literal : name).toLowerCase()
}

/** The canonical text (RFC 5952): lower case, the first longest run of two or more zero groups shortened. */
export function textOfV6(bytes: Uint8Array): string {
  const groups: number[] = []
  for (let i = 0; i < 16; i += 2) groups.push(bytes[i]! * 256 + bytes[i + 1]!)
  let best = { start: 0, length: 0 }
  for (let start = 0; start < 8; start++) {
    let length = 0
    while (groups[start + length] === 0) length++
    if (length > best.length) best = { start, length }
  }
  const text = (part: number[]) => part.map((group) => group.toString(16)).join(':')
  if (best.length < 2) return text(groups)
  return `${text(groups.slice(0, best.start))}::${text(groups.slice(best.start + best.length))}`
}
