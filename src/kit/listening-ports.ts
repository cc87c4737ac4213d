/** The door to what listens on this machine: the kernel's own list, where there is one. */
import { readTextIfThere } from './files.ts'

/** Local ports with a TCP listener, ascending; undefined on systems that have no such list. */
export async function listeningPorts(): Promise<readonly number[] | undefined> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readTextIfThere(path).catch(() => undefined)),
  )
  if (tables[0] === undefined) return undefined
  const ports = new Set(tables.flatMap((table) => portsOf(table ?? '')))
  return [...ports].sort((a, b) => a - b)
}

/** proc(5): `sl local_address rem_address st …`, in hexadecimal; state 0A is LISTEN. */
export function portsOf(table: string): number[] {
  return table.split('\n').flatMap((line) => {
    const found = /^\s*\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A /.exec(line)
    return found === null ? [] : [Number.parseInt(found[1]!, 16)]
  })
}
