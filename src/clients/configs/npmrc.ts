/**
 * npm's settings by level: variables `npm_config_…` in any case, then the .npmrc of the project, the user, the machine and
 * the one npm came with (@npmcli/config, lib/index.js; tried on 11.19). `https-proxy` wins over `proxy` wherever both
 * stand; `null` and `false` count as not set; NODE_TLS_REJECT_UNAUTHORIZED does nothing here, strict-ssl decides.
 */
import { dirname, join } from 'node:path'
import { fromHome, placeOf, told } from '../setting.ts'
import type { ConfigMachine, OwnConfig, Remark, Setting } from '../setting.ts'
import { readLines, unquote } from './lines.ts'
import type { Line } from './lines.ts'

type Level = { location: 'project' | 'user' | 'global'; path: string; lines: Line[] }

const wanted = ['proxy', 'https-proxy', 'noproxy', 'cafile', 'strict-ssl'] as const

export async function readNpmrc(machine: ConfigMachine): Promise<OwnConfig> {
  const levels = await readLevels(machine)
  const settings: Record<string, Setting> = variables(machine)
  const remarks: Remark[] = []
  for (const name of wanted)
    for (const level of levels) {
      const found = settingIn(level, name, machine)
      if (!found) continue
      const missing = name === 'cafile' && (await machine.read(found.value)) === undefined
      if (missing) remarks.push(passedOver(found))
      if (missing) continue
      settings[`npmrc ${name}`] = found
      break
    }
  const inline = levels.map((level) => inlineRoots(level, machine)).find((each) => each !== undefined)
  return { settings, remarks: inline && !settings['npmrc cafile'] ? [...remarks, inline] : remarks }
}

/** A missing file is no error (definitions.js, maybeReadFile): what a weaker file says then counts. */
function passedOver({ value, unset, ...setting }: Setting): Remark {
  const text = `${told(setting)}: there is no file ${value}, which npm passes over`
  return { text, ...(unset === undefined ? {} : { fix: unset }) }
}

/** The certificates themselves, in the file. */
function inlineRoots({ lines, path, location }: Level, { home }: ConfigMachine): Remark | undefined {
  const line = lines.find(({ name, value }) => /^ca(\[\])?$/.test(name) && !/^(null|""|)$/.test(value))
  if (!line) return undefined
  const text = `ca in ${placeOf(path, line.number, home)} is all it trusts, unless a cafile is set`
  return { text, fix: `npm config delete ca --location=${location}` }
}

/** As lower case, whatever the case; an empty one is not read. */
function variables({ env }: ConfigMachine): Record<string, Setting> {
  const found: Record<string, Setting> = {}
  for (const [name, value] of Object.entries(env)) {
    const key = name.toLowerCase()
    if (key.startsWith('npm_config_') && key !== name && value) found[key.replaceAll('-', '_')] = { name, value }
  }
  return found
}

async function readLevels(machine: ConfigMachine): Promise<Level[]> {
  const { env, home } = machine
  const named = (key: string) => variables(machine)[key]?.value ?? (env[key] || undefined)
  const user = await level('user', named('npm_config_userconfig') ?? join(home, '.npmrc'), machine)
  const project = await level('project', join(await projectFolder(machine), '.npmrc'), machine)
  const own = await machine.find('npm')
  const builtin = await level('global', own ? join(dirname(dirname(own)), 'npmrc') : '', machine)
  const set = [project, user, builtin].flatMap(({ lines }) => lines).find(({ name }) => name === 'prefix')?.value
  const prefix = named('npm_config_prefix') ?? set ?? env['PREFIX'] ?? (await defaultPrefix(machine))
  const path = named('npm_config_globalconfig') ?? (prefix && join(fromHome(prefix, home), 'etc', 'npmrc'))
  const global = await level('global', path ?? '', machine)
  return [...(project.path === user.path ? [] : [project]), user, global, builtin]
}

async function level(location: Level['location'], path: string, { read }: ConfigMachine): Promise<Level> {
  return {
    location,
    path,
    lines: path === '' ? [] : readLines((await read(path)) ?? '').filter(({ section }) => section === ''),
  }
}

/** The nearest folder with a package.json, else where we stand. A folder node_modules marks one too and is not looked for. */
async function projectFolder({ cwd, read }: ConfigMachine): Promise<string> {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if ((await read(join(folder, 'package.json'))) !== undefined) return folder
    if (dirname(folder) === folder) return cwd
  }
}

/** /usr/bin/node -> /usr. */
async function defaultPrefix({ env, platform, find }: ConfigMachine): Promise<string | undefined> {
  if (platform === 'win32') return env['APPDATA'] && join(env['APPDATA'], 'npm')
  const node = await find('node')
  return node && dirname(dirname(node))
}

function settingIn(
  { location, path, lines }: Level,
  name: (typeof wanted)[number],
  machine: ConfigMachine,
): Setting | undefined {
  const found = lines.filter((line) => line.name.replace(/\[\]$/, '') === name)
  const last = found.at(-1)
  if (!last) return undefined
  const list = last.name.endsWith('[]') ? found : [last]
  const value = list.map((line) => expand(unquote(line.value), machine)).join(',')
  if (value === '' || value === 'null' || (value === 'false' && name !== 'strict-ssl')) return undefined
  const unset = `npm config delete ${name} --location=${location}`
  return {
    name,
    value: name === 'cafile' ? fromHome(value, machine.home) : value,
    place: placeOf(path, last.number, machine.home),
    unset,
  }
}

/** `${NAME}` stands for the variable, `${NAME?}` also for none. */
function expand(value: string, { env }: ConfigMachine): string {
  return value.replace(/\$\{([^}?]+)(\?)?\}/g, (all, name: string, empty?: string) => env[name] ?? (empty ? '' : all))
}
