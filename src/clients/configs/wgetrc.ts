/**
 * Wget's start-up files (manual, "Wgetrc Syntax"; init.c; tried on 1.21): the system's first, then the user's or the one
 * that WGETRC names, the later line of a name counting. They win over the variables, but their no_proxy joins it.
 */
import { dirname, join } from 'node:path'
import { fromHome, placeOf } from '../setting.ts'
import type { ConfigMachine, OwnConfig, Setting } from '../setting.ts'

export type WgetLine = {
  /** In lower case, without `-` and `_`, none of which counts. */
  name: string
  value: string
  written: string
  place: string
}

export type WgetMachine = Pick<ConfigMachine, 'env' | 'home' | 'read'> & Partial<Pick<ConfigMachine, 'find'>>

/** The lines of the system's file and of the user's. */
export async function wgetrcLines(machine: WgetMachine): Promise<{ system: WgetLine[]; user: WgetLine[] }> {
  const { env, home } = machine
  return {
    system: await linesOf(await systemFile(machine), machine),
    user: await linesOf(env['WGETRC'] || join(home, '.wgetrc'), machine),
  }
}

/** Compiled in, below the prefix it was built for: /etc for a wget in /usr/bin. */
async function systemFile({ env, find, read }: WgetMachine): Promise<string> {
  const named = env['SYSTEM_WGETRC']
  if (named && (await read(named)) !== undefined) return named
  const prefix = dirname(dirname((await find?.('wget')) ?? '/usr/bin/wget'))
  return prefix === '/usr' || prefix === '/' ? '/etc/wgetrc' : join(prefix, 'etc', 'wgetrc')
}

async function linesOf(path: string, { home, read }: WgetMachine): Promise<WgetLine[]> {
  return linesIn((await read(path)) ?? '', path, home)
}

export function linesIn(text: string, path: string, home: string): WgetLine[] {
  return text.split(/\r?\n/).flatMap((written, index) => {
    const found = /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(written)
    if (!found) return []
    const name = found[1]!.toLowerCase().replace(/[-_]/g, '')
    return [{ name, value: found[2]!, written, place: placeOf(path, index + 1, home) }]
  })
}

export async function readWgetrc(machine: ConfigMachine): Promise<OwnConfig> {
  const { system, user } = await wgetrcLines(machine)
  const lines = [...system, ...user]
  const last = (name: string) => lines.findLast((line) => line.name === name)
  const off = last('useproxy')
  const disabled = off && isOff(off.value) ? { ...settingOf(off, 'use_proxy'), value: '' } : undefined
  const check = last('checkcertificate')
  const trust = last('cacertificate')
  const found: [string, Setting | undefined][] = [
    ...(['http_proxy', 'https_proxy'] as const).map((name): [string, Setting | undefined] => {
      const line = last(name.replace('_', ''))
      return [`wgetrc ${name}`, disabled ?? (line && settingOf(line, name))]
    }),
    ['wgetrc no_proxy', exceptions(lines, machine.env['no_proxy'])],
    ['wgetrc check_certificate', check && settingOf(check, 'check_certificate')],
    ['wgetrc ca_certificate', trust && settingOf(trust, 'ca_certificate', machine.home)],
  ]
  const settings = Object.fromEntries(found.filter(([, setting]) => setting)) as Record<string, Setting>
  return { settings, remarks: [] }
}

/** Each line adds to what the variable and the lines before it say; an empty one starts anew. */
function exceptions(lines: readonly WgetLine[], variable: string | undefined): Setting | undefined {
  let entries = variable ? [variable] : []
  let line: WgetLine | undefined
  for (const each of lines.filter(({ name }) => name === 'noproxy')) {
    line = each
    entries = each.value === '' ? [] : [...entries, each.value]
  }
  return line && { ...settingOf(line, 'no_proxy'), value: entries.join(',') }
}

function settingOf({ value, place }: WgetLine, name: string, home = ''): Setting {
  const unset = `wget --no-config …     # passes over ${place.replace(/:\d+$/, '')}`
  return { name, value: fromHome(value, home), place, unset }
}

/** What cmd_boolean of init.c takes for no; `quiet` is check_certificate's own. */
export function isOff(value: string): boolean {
  return /^(off|no|0|quiet)$/i.test(value)
}
