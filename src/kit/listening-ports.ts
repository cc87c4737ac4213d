/** The door to what listens on this machine: the kernel's own list, where there is one. */
import { readTextIfThere } from './files.ts'

/** An address of this machine, without brackets, and a port of it. */
export type Listening = { host: string; port: number }

/** All TCP listeners by port, ascending; undefined on systems that have no such list. */
export async function listeningPorts(): Promise<readonly Listening[] | undefined> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readTextIfThere(path).catch(() => undefined)),
  )
  if (tables[0] === undefined) return undefined
  return tables.flatMap((table) => portsOf(table ?? '')).sort((a, b) => a.port - b.port)
}

/** proc(5): `sl local_address rem_address st …`, in hexadecimal; state 0A is LISTEN. */
export function portsOf(table: string): Listening[] {
  return table.split('\n').flatMap((line) => {
    const found = /^\s*\d+: ([0-9A-F]+):([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A /.exec(line)
    return found === null ? [] : [{ host: addressOf(found[1]!), port: Number.parseInt(found[2]!, 16) }]
  })
}

/** Words of 32 bits, each with its last byte first; an IPv4 address in IPv6 is the IPv4 address. */
function addressOf(words: string): string {
  const hex = words.replace(/(..)(..)(..)(..)/g, '$4$3$2$1').toLowerCase()
  const v4 = hex.length === 8 ? hex : /^0{20}f{4}(.{8})$/.exec(hex)?.[1]
  if (v4 !== undefined)
    return v4
      .match(/../g)!
      .map((byte) => Number.parseInt(byte, 16))
      .join('.')
  const groups = hex.match(/.{4}/g)!.join(':')
  return new URL(`http://[${groups}]`).hostname.slice(1, -1)
}
