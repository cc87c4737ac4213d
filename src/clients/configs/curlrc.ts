/**
 * curl's start-up file (manual, `-K`; src/tool_findfile.c, tool_parsecfg.c; tried on 7.88): the first of its places that
 * exists is read before the command line. Its proxy and cacert win over the variables, its noproxy over NO_PROXY, and
 * NO_PROXY holds for its proxy too.
 */
import { isAbsolute, join } from 'node:path'
import { placeOf } from '../setting.ts'
import type { ConfigMachine, OwnConfig, Setting } from '../setting.ts'

export type CurlOption = {
  /** In lower case, without dashes; of short options the letter. */
  name: string
  /** None where nothing stands behind the name. */
  value: string | undefined
  /** The line as written, and where. */
  written: string
  place: string
}

type CurlrcMachine = Pick<ConfigMachine, 'env' | 'home' | 'cwd' | 'read'>

/** Options that take nothing: what follows one in a cluster of letters is an option too. */
const switches = new Set([...'#0123456789aBfgGiIjJklLMnNOpqRsSvVZ'])
const shorts: Readonly<Record<string, string>> = { x: 'proxy', k: 'insecure', K: 'config' }

/** Where curl looks, first found first read. Directly in XDG_CONFIG_HOME, the name has had a dot and none. */
function places({ env, home }: CurlrcMachine): string[] {
  const xdg = env['XDG_CONFIG_HOME']
  return [
    ...(env['CURL_HOME'] ? [join(env['CURL_HOME'], '.curlrc')] : []),
    ...(xdg ? [join(xdg, '.curlrc'), join(xdg, 'curlrc')] : []),
    join(home, '.curlrc'),
    ...(env['APPDATA'] ? [join(env['APPDATA'], '.curlrc'), join(env['APPDATA'], '_curlrc')] : []),
    ...(env['CURL_HOME'] ? [join(env['CURL_HOME'], '.config', 'curlrc')] : []),
    ...(xdg ? [] : [join(home, '.config', 'curlrc')]),
  ]
}

/** Every option of the file in force and of the files it names, in order; undefined when there is no such file. */
export async function curlrcOptions(machine: CurlrcMachine): Promise<CurlOption[] | undefined> {
  for (const path of places(machine)) {
    const text = await machine.read(path)
    if (text !== undefined) return optionsIn(text, path, machine, 0)
  }
  return undefined
}

/** Deeper than this no user goes, and a file that names itself ends. */
const deepest = 4

async function optionsIn(text: string, path: string, machine: CurlrcMachine, depth: number): Promise<CurlOption[]> {
  const options: CurlOption[] = []
  for (const [index, written] of text.split(/\r?\n/).entries()) {
    const line = written.trim()
    if (line === '' || line.startsWith('#')) continue
    const place = placeOf(path, index + 1, machine.home)
    const found = parseLine(line).map((option) => ({ ...option, written, place }))
    const named = found.find(({ name }) => name === 'config')?.value
    const file = named && (isAbsolute(named) ? named : join(machine.cwd, named))
    const inner = file && depth < deepest ? await machine.read(file) : undefined
    options.push(...(file && inner !== undefined ? await optionsIn(inner, file, machine, depth + 1) : found))
  }
  return options
}

type Word = Pick<CurlOption, 'name' | 'value'>

/** `name = value`, `name: value`, `--name value`, `-xvalue`; a cluster of letters is as many options. */
function parseLine(line: string): Word[] {
  const short = /^-([^-].*)$/.exec(line)?.[1]
  if (short !== undefined) return cluster(short)
  const [, name = line, rest = ''] = /^--([^\s]+)\s*(.*)$/.exec(line) ?? /^([^\s=:]+)\s*[=:]?\s*(.*)$/.exec(line) ?? []
  return [{ name: name.toLowerCase(), value: unquote(rest) }]
}

function cluster(text: string): Word[] {
  const found: Word[] = []
  for (let at = 0; at < text.length && !/\s/.test(text[at]!); at++) {
    const letter = text[at]!
    const name = shorts[letter] ?? letter
    if (!switches.has(letter)) return [...found, { name, value: unquote(text.slice(at + 1).trim()) }]
    found.push({ name, value: undefined })
  }
  return found
}

/** In quotes everything, backslashes apart; else up to the first blank. */
function unquote(rest: string): string | undefined {
  const quoted = /^"((?:[^"\\]|\\.)*)"?/.exec(rest)
  return quoted ? quoted[1]!.replace(/\\(.)/g, '$1') : /^\S+/.exec(rest)?.[0]
}

/** These are one option to curl, which the last of them decides; the name tells the scheme of a bare address. */
const proxies: Readonly<Record<string, string>> = {
  proxy: '',
  'proxy1.0': '',
  socks4: 'socks4://',
  socks4a: 'socks4a://',
  socks5: 'socks5://',
  'socks5-hostname': 'socks5h://',
}

export async function readCurlrc(machine: ConfigMachine): Promise<OwnConfig> {
  const options = (await curlrcOptions(machine)) ?? []
  const last = (...names: string[]) =>
    options.findLast(({ name, value }) => names.includes(name) && value !== undefined)
  // A preproxy comes before every other.
  const proxy = last('preproxy') ?? last(...Object.keys(proxies))
  const insecure = options.findLast(({ name }) => name === 'insecure' || name === 'no-insecure')
  const found: Record<string, Setting | undefined> = {
    'curlrc proxy': proxy && settingOf(proxy, withScheme(proxies[proxy.name] ?? '', proxy.value ?? '')),
    'curlrc noproxy': toSetting(last('noproxy')),
    'curlrc cacert': toSetting(last('cacert')),
    'curlrc insecure': insecure && settingOf(insecure, String(insecure.name === 'insecure')),
  }
  const settings = Object.fromEntries(Object.entries(found).filter(([, setting]) => setting)) as Record<string, Setting>
  return { settings, remarks: [] }
}

function toSetting(option: CurlOption | undefined): Setting | undefined {
  return option && settingOf(option, option.value ?? '')
}

function settingOf({ name, place }: CurlOption, value: string): Setting {
  return { name, value, place, unset: `curl -q …     # passes over ${place.replace(/:\d+$/, '')}` }
}

function withScheme(scheme: string, address: string): string {
  return address === '' || address.includes('://') ? address : scheme + address
}
