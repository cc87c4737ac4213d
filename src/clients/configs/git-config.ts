/**
 * git's own settings, asked of git, which alone knows its scopes, includes and conditions. `http.<url>.proxy` wins over
 * `http.proxy` wherever both stand, and either over the variables; NO_PROXY holds for all of them; an empty value means
 * no proxy; GIT_SSL_NO_VERIFY switches verification off with any value, also 0 (http.c, tried on 2.39).
 */
import { isAbsolute, join } from 'node:path'
import { quote } from '../../kit/shell-word.ts'
import type { ClientTarget } from '../client.ts'
import { fromHome, placeOf } from '../setting.ts'
import type { ConfigMachine, OwnConfig, Remark, Setting } from '../setting.ts'

export type GitEntry = {
  scope: string
  /** `file:PATH`, `command line:`… */
  origin: string
  /** Section and variable in lower case, what stands between as written. */
  key: string
  value: string
}

const wanted = String.raw`^(https?|remote)\.(.*\.)?(proxy|sslverify|sslcainfo|url)$`

/** Every entry that decides about proxies and certificates, weakest scope first. `--show-scope` is of git 2.26. */
export async function gitEntries({ ask }: Pick<ConfigMachine, 'ask'>): Promise<GitEntry[]> {
  const text = await ask('git', ['config', '-z', '--show-scope', '--show-origin', '--get-regexp', wanted])
  const parts = (text ?? '').split('\0')
  const entries: GitEntry[] = []
  for (let at = 0; at + 2 < parts.length; at += 3) {
    const [scope = '', origin = '', pair = ''] = parts.slice(at, at + 3)
    const end = pair.indexOf('\n')
    entries.push({ scope, origin, ...(end < 0 ? { key: pair, value: 'true' } : split(pair, end)) })
  }
  return entries
}

function split(pair: string, end: number): { key: string; value: string } {
  return { key: pair.slice(0, end), value: pair.slice(end + 1) }
}

export async function readGitConfig(machine: ConfigMachine, target: ClientTarget, url: string): Promise<OwnConfig> {
  const [entries, matched] = await Promise.all([
    gitEntries(machine),
    machine.ask('git', ['config', '-z', '--get-urlmatch', 'http', url]),
  ])
  if (matched === undefined)
    return { settings: {}, remarks: [{ text: 'git does not answer: what its config says is not known' }] }
  const settings: Record<string, Setting> = {}
  for (const [short, name] of names) {
    const value = valueIn(matched, `http.${short}`)
    if (value === undefined) continue
    const entry = originOf(entries, short, value)
    const found = entry && (await gitSetting(entry, machine))
    settings[`git http.${name}`] = { name: `http.${name}`, ...found, value: meaning(name, value, machine.home) }
  }
  return { settings, remarks: await remarksOn(entries, target, machine) }
}

const names = [
  ['proxy', 'proxy'],
  ['sslverify', 'sslVerify'],
  ['sslcainfo', 'sslCAInfo'],
] as const

function valueIn(matched: string, key: string): string | undefined {
  const found = matched.split('\0').find((each) => each === key || each.startsWith(`${key}\n`))
  return found && (found === key ? 'true' : found.slice(key.length + 1))
}

function meaning(name: string, value: string, home: string): string {
  if (name === 'sslCAInfo') return fromHome(value, home)
  return name === 'sslVerify' && /^(false|no|off|0|)$/i.test(value) ? 'false' : value
}

/** The entry that said so: `--get-urlmatch` tells the value and not where it stands. */
function originOf(entries: readonly GitEntry[], short: string, value: string): GitEntry | undefined {
  const same = entries.filter((each) => each.value === value && each.key.endsWith(`.${short}`))
  return (
    same.findLast(({ key }) => key === `http.${short}`) ?? same.findLast(({ key }) => /^http\.[^.]*:\/\//.test(key))
  )
}

export async function gitSetting({ origin, key, value }: GitEntry, machine: ConfigMachine): Promise<Setting> {
  const name = key.replace(/[^.]*$/, (short) => names.find(([lower]) => lower === short)?.[1] ?? short)
  const file = /^file:(.*)$/.exec(origin)?.[1]
  if (file === undefined) return { name, value, place: 'the variables GIT_CONFIG_*' }
  const text = await machine.read(isAbsolute(file) ? file : join(machine.cwd, file))
  const place = placeOf(file, text === undefined ? undefined : lineOf(text, key, value), machine.home)
  return { name, value, place, unset: `git config ${fileOption(file, machine.home)} --unset-all ${quote(key)}` }
}

function fileOption(file: string, home: string): string {
  if (file === join(home, '.gitconfig')) return '--global'
  return file === '.git/config' ? '--local' : `--file ${quote(file)}`
}

function lineOf(text: string, key: string, value: string): number | undefined {
  const short = key.slice(key.lastIndexOf('.') + 1)
  const pattern = new RegExp(`^\\s*(?:\\[[^\\]]*\\]\\s*)?${short}\\s*(?:=\\s*"?(.*))?$`, 'i')
  const index = text.split('\n').findLastIndex((line) => {
    const found = pattern.exec(line)
    return found !== null && (found[1] ?? 'true').startsWith(value)
  })
  return index < 0 ? undefined : index + 1
}

async function remarksOn(
  entries: readonly GitEntry[],
  target: ClientTarget,
  machine: ConfigMachine,
): Promise<Remark[]> {
  const remarks: Remark[] = []
  for (const entry of entries) {
    const remote = /^remote\.(.*)\.proxy$/.exec(entry.key)?.[1]
    if (entry.key !== 'https.proxy' && remote === undefined) continue
    const { place = '', name, unset } = await gitSetting(entry, machine)
    const fix = unset === undefined ? {} : { fix: unset }
    if (remote === undefined)
      remarks.push({ text: `${name} in ${place} is no setting of git’s: http.proxy serves https too`, ...fix })
    else if (leadsTo(entries.find(({ key }) => key === `remote.${remote}.url`)?.value, target))
      remarks.push({ text: `for the remote ${remote}, ${name} in ${place} decides`, ...fix })
  }
  return remarks
}

function leadsTo(url: string | undefined, { scheme, host }: ClientTarget): boolean {
  if (url === undefined || !URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return protocol === `${scheme}:` && hostname === host
}
