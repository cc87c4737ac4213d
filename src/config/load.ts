/** Everything that was said, merged: flag over variable over project file over the user's own file, key by key. */
import { dirname, extname } from 'node:path'
import { facts, readText } from '../kit/files.ts'
import type { Limits } from '../model/options.ts'
import { complaint } from './complaint.ts'
import { findConfigs, showPath } from './find.ts'
import type { Surroundings } from './find.ts'
import type { Entry, Located, Source } from './located.ts'
import { variableOf } from './option.ts'
import { configOption } from './options.ts'
import type { OptionKey, Settings } from './options.ts'
import { type ReverseSection, readSettings } from './read-settings.ts'
import { misspeltVariables, readVariables } from './variable-source.ts'

/** What the command line said: key, the spelling that errors name, and the values in order. */
export type GivenFlag = { key: OptionKey; spelling: string; values: readonly (string | true)[] }

export type Loaded = {
  settings: Settings
  limits: Partial<Limits>
  /** The section of the strongest file that has one. */
  reverse?: ReverseSection
  /** Config files read, strongest first. */
  files: readonly string[]
  /** For the user, one line each. */
  warnings: readonly string[]
}

/** @throws MiddleboxError config_invalid, not_in_this_version */
export async function loadSettings(
  around: Surroundings,
  flags: readonly GivenFlag[],
  configFlag?: string,
): Promise<Loaded> {
  const sources = [flagSource(flags, around.cwd), readVariables(around.env, around.cwd)]
  const layers = sources.map(readSettings)
  const { files, warnings } = await findConfigs(around, namedConfig(around, configFlag))
  for (const file of files) {
    const source = await readConfig(file, around.cwd)
    sources.push(source)
    layers.push(readSettings(source))
  }
  const settings: Settings = Object.assign({}, ...layers.map((layer) => layer.settings).reverse())
  const limits: Partial<Limits> = Object.assign({}, ...layers.map((layer) => layer.limits).reverse())
  await checkFiles(settings, sources, around.cwd)
  const reverse = layers.find((layer) => layer.reverse !== undefined)?.reverse
  return {
    settings,
    limits,
    ...(reverse && { reverse }),
    files,
    warnings: [...warnings, ...misspeltVariables(around.env)],
  }
}

function namedConfig(
  { cwd, env }: Surroundings,
  flag: string | undefined,
): { path: string; where: string } | undefined {
  const variable = variableOf(configOption.flag)
  const [where, value] = flag === undefined ? [variable, env[variable]] : [`--${configOption.flag}`, flag]
  if (flag === undefined && !value) return undefined
  const path = configOption.kind.read(value ?? '', { where, base: cwd })
  if (path === undefined) throw complaint(where, configOption.kind.expected, '""')
  return { path, where }
}

async function readConfig(file: string, cwd: string): Promise<Source> {
  const base = dirname(file)
  const name = showPath(file, cwd)
  const extension = extname(file)
  let entries: readonly Entry[]
  if (['.yml', '.yaml', '.json'].includes(extension)) {
    const text = await readText(file).catch((error: Error) => {
      throw complaint(name, 'a readable file', error.message)
    })
    entries = await (await import('./yaml-source.ts')).readYaml(text, name)
  } else if (['.ts', '.mts', '.js', '.mjs'].includes(extension)) {
    entries = await (await import('./module-source.ts')).readModule(file, (path) => showPath(path, cwd))
  } else {
    throw complaint(name, 'a config file ending in .yml, .yaml, .ts or .js', JSON.stringify(extension))
  }
  return { base, entries }
}

function flagSource(flags: readonly GivenFlag[], base: string): Source {
  const entries = flags.map(({ key, spelling: where, values }): Entry => {
    const items = values.map((value): Located => ({ where, kind: 'scalar', value }))
    return { key, where, value: items.length === 1 ? items[0]! : { where, kind: 'list', items } }
  })
  return { base, entries }
}

/** A missing certificate shall be told at start, not at the first request. */
async function checkFiles(settings: Settings, sources: readonly Source[], cwd: string): Promise<void> {
  const hosted = ['cert', 'key', 'tlsCert', 'tlsKey'] as const
  const named: { key: OptionKey; path: string }[] = [
    ...(settings.cacert ?? []).map((path) => ({ key: 'cacert' as const, path })),
    ...hosted.flatMap((key) => (settings[key] ?? []).map(({ file }) => ({ key, path: file }))),
  ]
  for (const { key, path } of named) {
    const found = await facts(path).catch((error: Error) => error)
    if (!(found instanceof Error) && found?.kind === 'file') continue
    const problem = found === undefined ? 'does not exist' : found instanceof Error ? 'cannot be read' : 'is not a file'
    const shown = JSON.stringify(showPath(path, cwd))
    // The strongest source that has the key is where it was said.
    const said = sources.flatMap(({ entries }) => entries).find((entry) => entry.key === key)
    throw complaint(said?.value.where ?? key, 'a PEM file', `${shown}, which ${problem}`)
  }
}
