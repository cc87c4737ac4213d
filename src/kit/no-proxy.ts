/**
 * The exception list of proxies (NO_PROXY, `--noproxy`) matched as curl does, for our own upstream connections. Two
 * things are added that other clients read and curl does not: blanks alone may separate entries (curl until 8.9), and
 * an entry may end in `:port`. Neither can match where curl's own rule would mean another host.
 */
import { inNetwork, parseIp, parseNetwork } from './ip.ts'

/** Where curl finds the list: lower case first, an empty variable counts as unset. */
export function noProxyVariable(
  env: Record<string, string | undefined>,
): { name: 'no_proxy' | 'NO_PROXY'; value: string } | undefined {
  for (const name of ['no_proxy', 'NO_PROXY'] as const) {
    const value = env[name]
    if (value) return { name, value }
  }
  return undefined
}

/** The entry that makes host:port an exception, or undefined. The host is given without brackets. */
export function matchNoProxy(list: string, host: string, port: number): string | undefined {
  if (list.trim() === '*') return '*'
  const name = withoutDot(host.toLowerCase())
  const address = parseIp(name)
  return splitNoProxy(list).find((entry) => {
    const bare = withoutPort(entry, port)
    if (bare === undefined) return false
    return address ? matchesAddress(bare, address) : matchesName(bare, name)
  })
}

export function splitNoProxy(list: string): string[] {
  return list.split(/[\s,]+/).filter((entry) => entry !== '')
}

/** A domain matches itself and what ends in it at a label border; dots at either end say nothing. */
export function matchesName(entry: string, name: string): boolean {
  const domain = withoutDot(entry.toLowerCase()).replace(/^\./, '')
  return domain !== '' && (name === domain || name.endsWith(`.${domain}`))
}

/** An address matches itself, whatever its spelling, and the networks it lies in. */
export function matchesAddress(entry: string, address: Uint8Array): boolean {
  const network = parseNetwork(entry)
  if (network) return inNetwork(address, network.network, network.bits)
  const literal = parseIp(entry.replace(/^\[(.*)\]$/, '$1'))
  return literal !== undefined && inNetwork(address, literal, address.length * 8)
}

/** The entry without its port; undefined when it names another port than this one. */
function withoutPort(entry: string, port: number): string | undefined {
  const found = /^(\[[^\]]*\]|[^:]*):(\d{1,5})$/.exec(entry)
  if (!found) return entry
  return Number(found[2]) === port ? found[1] : undefined
}

function withoutDot(name: string): string {
  return name.endsWith('.') ? name.slice(0, -1) : name
}
