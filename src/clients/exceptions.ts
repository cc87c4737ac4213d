/**
 * How each client reads the exception list (NO_PROXY). The same entry means different hosts to different clients, which
 * is what `doctor` explains; each dialect here was read in its client's source and, where installed, tried.
 */
import { inNetwork, parseIp, parseNetwork } from '../kit/ip.ts'
import { matchNoProxy } from '../kit/no-proxy.ts'
import type { ClientTarget } from './client.ts'

export type Dialect = keyof typeof dialects

type Question = {
  /** The entry in lower case, and as written. */
  entry: string
  written: string
  /** Lower case, without brackets or a dot at the end. */
  host: string
  address: Uint8Array | undefined
  target: ClientTarget
}

type Rules = {
  /** Blanks alone separate entries. */
  blanks: boolean
  /** `*` is everything: standing alone, as any entry, or not at all. */
  star: 'alone' | 'entry' | 'never'
  matches(question: Question): boolean
}

/** The entry that keeps the target from the proxy in this dialect, or undefined. */
export function exceptionFor(dialect: Dialect, list: string, target: ClientTarget): string | undefined {
  const rules: Rules = dialects[dialect]
  if (rules.star !== 'never' && list.trim() === '*') return '*'
  const host = target.host.toLowerCase().replace(/\.$/, '')
  const address = parseIp(host)
  return list
    .split(rules.blanks ? /[\s,]+/ : ',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .find((entry) => {
      if (entry === '*') return rules.star === 'entry'
      return rules.matches({ entry: entry.toLowerCase(), written: entry, host, address, target })
    })
}

const dialects = {
  /** lib/noproxy.c since 8.9. IPv6 networks match nowhere (tried on 7.88). */
  curl: { blanks: false, star: 'alone', matches: curlEntry },
  /** Until 8.9 blanks separated too (docs/DEPRECATE.md). */
  'curl-before-8.9': { blanks: true, star: 'alone', matches: curlEntry },
  /** lib/internal/http.js, ProxyConfig: a plain name covers no subdomain, networks are ranges `a-b`. */
  'node-http': { blanks: false, star: 'entry', matches: nodeHttpEntry },
  /** undici, lib/dispatcher/env-http-proxy-agent.js, as in Node 24. */
  'node-fetch': { blanks: true, star: 'alone', matches: undiciEntry },
  /** @npmcli/agent, lib/proxy.js: labels from the right; no ports, no networks, case counts. */
  npm: { blanks: false, star: 'never', matches: npmEntry },
  /** requests, utils.py: IPv4 literals and networks, then names; blanks are removed, not separators. */
  requests: { blanks: false, star: 'alone', matches: requestsEntry },
  /** Lib/urllib/request.py, proxy_bypass_environment; botocore uses it too. */
  urllib: { blanks: false, star: 'alone', matches: urllibEntry },
  /** httpx/_utils.py, get_environment_proxies. */
  httpx: { blanks: false, star: 'entry', matches: httpxEntry },
  /** golang.org/x/net/http/httpproxy. */
  go: { blanks: false, star: 'entry', matches: goEntry },
  /** Deno's ext/fetch/proxy.rs, after reqwest's NoProxy. */
  deno: { blanks: false, star: 'entry', matches: denoEntry },
  /** lib/uri/generic.rb, use_proxy?. */
  ruby: { blanks: true, star: 'never', matches: rubyEntry },
  /** LWP::UserAgent, _need_proxy: the text at the end of the name, at no border, case counts. */
  perl: { blanks: false, star: 'never', matches: ({ written, host }) => host.endsWith(written) },
  /** wget, src/host.c, sufmatch: a leading dot means subdomains only. */
  wget: { blanks: false, star: 'never', matches: ({ entry, host }) => dotted(entry, host) },
  /** sun.net.spi.DefaultProxySelector: `*` at either end of an entry, nothing is below a plain one. */
  java: { blanks: false, star: 'entry', matches: javaEntry },
} satisfies Record<string, Rules>

/** The domain itself or anything below it. */
function covers(domain: string, host: string): boolean {
  return domain !== '' && (host === domain || host.endsWith(`.${domain}`))
}

/** A leading dot means below only, no dot means also itself. */
function dotted(entry: string, host: string): boolean {
  return entry.startsWith('.') ? entry.length > 1 && host.endsWith(entry) : covers(entry, host)
}

function network(entry: string, address: Uint8Array | undefined, sizes: readonly number[]): boolean {
  const found = address && parseNetwork(entry)
  return !!found && sizes.includes(found.network.length) && inNetwork(address, found.network, found.bits)
}

function sameAddress(entry: string, address: Uint8Array | undefined): boolean {
  const literal = address && parseIp(entry)
  return !!literal && inNetwork(address, literal, address.length * 8)
}

/** `host:port` or `[v6]:port` as parts; a bare IPv6 literal has no port. */
function splitPort(entry: string): { name: string; port: number | undefined } {
  const found = /^(\[[^\]]*\]|[^:]*):(\d{1,5})$/.exec(entry)
  return found ? { name: unbracket(found[1]!), port: Number(found[2]) } : { name: unbracket(entry), port: undefined }
}

function unbracket(name: string): string {
  return name.replace(/^\[(.*)\]$/, '$1')
}

function curlEntry({ entry, host, address }: Question): boolean {
  // 0 bits means the address itself (Curl_cidr4_match).
  if (address)
    return sameAddress(entry.replace(/\/0+$/, ''), address) || network(entry.replace(/\/0+$/, ''), address, [4])
  return covers(entry.replace(/\.$/, '').replace(/^\./, ''), host)
}

function nodeHttpEntry({ entry, host, address, target }: Question): boolean {
  if (entry === host || entry === `${host}:${target.port}`) return true
  if (entry.startsWith('.')) return covers(entry.slice(1), host)
  if (entry.startsWith('*.')) return host.endsWith(entry.slice(1))
  const [from, to] = entry.split('-').map((end) => parseIp(end.trim()))
  if (!from || !to || address?.length !== 4) return false
  return Buffer.compare(from, address) <= 0 && Buffer.compare(address, to) <= 0
}

/** What ends in `:digits` is cut there, so that a bare IPv6 literal never matches; one in brackets does. */
function undiciEntry(question: Question): boolean {
  const [, name, port] = /^(.+):(\d+)$/.exec(question.entry) ?? [undefined, question.entry, undefined]
  if (port !== undefined && Number(port) !== question.target.port) return false
  return covers((name ?? '').replace(/^\*?\./, ''), inUrl(question))
}

function npmEntry(question: Question): boolean {
  return covers(question.written.replace(/^\.+|\.+$/g, ''), inUrl(question))
}

/** The host as a URL has it. */
function inUrl({ host, address }: Question): string {
  return address?.length === 16 ? `[${host}]` : host
}

function requestsEntry(question: Question): boolean {
  const entry = question.entry.replaceAll(' ', '')
  const { host, address, target } = question
  if (address) return network(entry, address, [4]) || suffix(entry, host)
  return suffix(entry, host) || portedSuffix(entry, host, target)
}

function urllibEntry(question: Question): boolean {
  const { entry, target } = question
  return suffix(entry, inUrl(question)) || portedSuffix(entry, inUrl(question), target)
}

function suffix(entry: string, host: string): boolean {
  return covers(entry.replace(/^\.+/, ''), host)
}

/** Both see a port only where the URL has one; the default one is taken as not written. */
function portedSuffix(entry: string, host: string, target: ClientTarget): boolean {
  return target.port !== (target.scheme === 'https' ? 443 : 80) && suffix(entry, `${host}:${target.port}`)
}

function httpxEntry({ entry, host, address }: Question): boolean {
  if (address) return sameAddress(unbracket(entry), address)
  return entry.startsWith('.') ? host.endsWith(entry) : covers(entry, host)
}

function goEntry({ entry, host, address, target }: Question): boolean {
  if (network(entry, address, [4, 16])) return true
  const { name, port } = splitPort(entry)
  if (port !== undefined && port !== target.port) return false
  return address ? sameAddress(name, address) : dotted(name.replace(/^\*\./, '.'), host)
}

function denoEntry({ entry, host, address }: Question): boolean {
  if (address) return sameAddress(unbracket(entry), address) || network(entry, address, [4, 16])
  return covers(entry.replace(/^\./, ''), host)
}

function rubyEntry({ entry, host, address, target }: Question): boolean {
  // Entries are cut at colons, so an IPv6 literal never matches.
  const [name = '', port] = entry.split(':')
  if (port !== undefined && port !== '' && Number(port) !== target.port) return false
  return dotted(name, host) || sameAddress(name, address) || network(name, address, [4])
}

function javaEntry(question: Question): boolean {
  const { entry } = question
  const host = inUrl(question)
  if (entry.startsWith('*')) return host.endsWith(entry.slice(1))
  return entry.endsWith('*') ? host.startsWith(entry.slice(0, -1)) : host === entry
}

/** The most generous reading: what whoever wrote the entry may have meant. */
export function meantException(list: string, target: ClientTarget): string | undefined {
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .find((entry) => entry === '*' || matchNoProxy(entry.replace(/^\*\./, '.'), target.host, target.port) !== undefined)
}
