/** The kinds that name places on the network: hosts, networks, parent proxies, pins, certificates per host. */
import { resolve } from 'node:path'
import { parseAuthority } from '../kit/authority.ts'
import { parseIp, parseNetwork } from '../kit/ip.ts'
import { parseParentUrl } from '../kit/parent-url.ts'
import type { UpstreamOptions } from '../model/options.ts'
import type { Kind } from './kind.ts'

export const host: Kind<string> = {
  expected: 'a host name or an IP address',
  read(value) {
    const bare = String(value).replace(/^\[(.*)\]$/, '$1')
    if (parseIp(bare)) return bare
    const found = /[:[\]]/.test(bare) ? undefined : parseAuthority(bare, 0)
    return found?.host
  },
  schema: { type: 'string' },
}

export const network: Kind<string> = {
  expected: 'a network such as 192.0.2.0/24, or an IP address',
  read(value) {
    const written = String(value).trim()
    if (parseNetwork(written)) return written
    const address = parseIp(written)
    return address && `${written}/${address.length * 8}`
  },
  schema: { type: 'string' },
}

export const parent: Kind<string> = {
  expected: 'a URL (http, https, socks4, socks4a, socks5, socks5h), env or none',
  read(value, place) {
    if (value === '') return 'none'
    if (typeof value !== 'string') return undefined
    if (value !== 'env' && value !== 'none') parseParentUrl(value, place.where)
    return value
  },
  schema: { type: 'string' },
  values: ['env', 'none'],
}

type Pin = UpstreamOptions['resolve'][number]

/** curl's `--resolve`: `host:port:address[,address]…`, `*` for any host, IPv6 in brackets or bare. */
export const pin: Kind<Pin> = {
  expected: 'host:port:address[,address], such as api.test:443:127.0.0.1',
  read(value) {
    const found = /^\+?(\*|\[[^\]]*\]|[^:]*):(\d{1,5}):(.+)$/.exec(String(value))
    if (!found) return undefined
    const place =
      found[1] === '*' ? { host: '*', port: Number(found[2]) } : parseAuthority(`${found[1]}:${found[2]}`, 0)
    const addresses = found[3]!.split(',').map((address) => address.trim().replace(/^\[(.*)\]$/, '$1'))
    return place && isPort(place.port) && addresses.every((address) => parseIp(address))
      ? { ...place, addresses }
      : undefined
  },
  schema: { type: 'string' },
}

type Detour = UpstreamOptions['connectTo'][number]

/** curl's `--connect-to`: `host:port:to-host:to-port`; an empty part matches any, or keeps what it is. */
export const detour: Kind<Detour> = {
  expected: 'host:port:to-host:to-port, each of which may be empty, such as api.test:443:localhost:8443',
  read(value) {
    const found = /^(\[[^\]]*\]|[^:]*):(\d{0,5}):(\[[^\]]*\]|[^:]*):(\d{0,5})$/.exec(String(value))
    if (!found) return undefined
    const [from, to] = [side(found[1]!, found[2]!), side(found[3]!, found[4]!)]
    return from && to && { host: from.host, port: from.port, toHost: to.host, toPort: to.port }
  },
  schema: { type: 'string' },
}

function side(name: string, digits: string): { host: string; port: number } | undefined {
  const number = digits === '' ? 0 : Number(digits)
  if (digits !== '' && !isPort(number)) return undefined
  const found = name === '' ? { host: '' } : parseAuthority(name, 0)
  return found && { host: found.host, port: number }
}

function isPort(number: number): boolean {
  return number >= 1 && number <= 65_535
}

/** A PEM file for any host or, as `HOST=FILE`, for one. A path with `=` in it needs a `/` before that. */
export const hostFile: Kind<{ host?: string; file: string }> = {
  expected: 'a file, or HOST=FILE',
  read(value, place) {
    if (typeof value !== 'string') return undefined
    const found = /^([^=/\\]+)=(.*)$/.exec(value)
    const name = found && parseAuthority(found[1]!, 0)
    const path = name ? found[2]! : value
    if (path === '') return undefined
    return { ...(name && { host: name.host }), file: resolve(place.base, path) }
  },
  schema: { type: 'string' },
  file: true,
}

/** `[host:]port` to listen on; loopback when no host is named. */
export const listenAddress: Kind<{ host: string; port: number }> = {
  expected: 'a port, or host:port, such as 9090 or 127.0.0.1:9090',
  read(value) {
    const text = String(value)
    const [, named, digits] = /^(?:(.+):)?(\d{1,5})$/.exec(text) ?? []
    const port = Number(digits)
    if (digits === undefined || port > 65_535) return undefined
    if (named === undefined) return { host: '127.0.0.1', port }
    const found = host.read(named, { where: '', base: '' })
    return found === undefined ? undefined : { host: found, port }
  },
  schema: { type: ['integer', 'string'], minimum: 0, maximum: 65_535 },
}
