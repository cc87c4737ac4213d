/**
 * Cargo's own config (The Cargo Book, "Configuration"): `.cargo/config.toml` here and in every folder above, then
 * $CARGO_HOME's, the nearest winning; without an http.proxy there, that of git's config counts, its repository's own
 * excepted. CARGO_HTTP_… variables win over all, the common ones come last, and NO_PROXY holds for each (tried on 1.9x).
 */
import { dirname, isAbsolute, join } from 'node:path'
import { placeOf } from '../setting.ts'
import type { ConfigMachine, OwnConfig, Setting } from '../setting.ts'
import { gitEntries, gitSetting } from './git-config.ts'
import { readLines, unquote } from './lines.ts'

export async function readCargoConfig(machine: ConfigMachine): Promise<OwnConfig> {
  const settings: Record<string, Setting> = {}
  for (const path of files(machine)) {
    const text = await machine.read(path)
    for (const { section, name, value, number } of text === undefined ? [] : readLines(text)) {
      const key = (section === '' ? name : `${section}.${name}`).replace(/[\s"']/g, '')
      if ((key !== 'http.proxy' && key !== 'http.cainfo') || settings[`cargo ${key}`]) continue
      const place = placeOf(path, number, machine.home)
      settings[`cargo ${key}`] = { name: key, value: valueOf(key, unquote(value), path), place }
    }
  }
  if (settings['cargo http.proxy']) return { settings, remarks: [] }
  const entries = await gitEntries(machine)
  const own = entries.findLast(({ scope, key }) => key === 'http.proxy' && (scope === 'global' || scope === 'system'))
  if (own) settings['cargo http.proxy'] = await gitSetting(own, machine)
  return { settings, remarks: [] }
}

/** The name without an ending is the older one, and wins where both are there. */
function files({ cwd, env, home }: ConfigMachine): string[] {
  const folders: string[] = []
  for (let folder = cwd; ; folder = dirname(folder)) {
    folders.push(join(folder, '.cargo'))
    if (dirname(folder) === folder) break
  }
  folders.push(env['CARGO_HOME'] || join(home, '.cargo'))
  return folders.flatMap((folder) => [join(folder, 'config'), join(folder, 'config.toml')])
}

/** A path starts where the folder of the config lies. */
function valueOf(key: string, value: string, path: string): string {
  return key === 'http.cainfo' && !isAbsolute(value) ? join(dirname(dirname(path)), value) : value
}
