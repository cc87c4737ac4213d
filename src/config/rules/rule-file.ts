/** A file of rules: YAML or JSON, or a module whose default export is a list or an object with `rules`, and a `scenario`. */
import { dirname, extname } from 'node:path'
import { readText } from '../../kit/files.ts'
import { invalid } from '../../kit/option-table.ts'
import type { Located } from '../located.ts'
import { unknownWord, wrong } from './wrong.ts'

export type RuleItems = { items: readonly Located[]; base: string; scenario?: Located }

/** `show` writes paths for people. @throws MiddleboxError */
export async function readRuleFile(path: string, show: (path: string) => string): Promise<RuleItems> {
  const extension = extname(path)
  const name = show(path)
  let value: Located | undefined
  if (['.yml', '.yaml', '.json'].includes(extension)) {
    const text = await readText(path).catch((error: NodeJS.ErrnoException) => {
      throw invalid(name, 'a readable file', error.code === 'ENOENT' ? 'none' : error.message)
    })
    value = await (await import('../yaml-source.ts')).readYamlValue(text, name)
  } else if (['.ts', '.mts', '.js', '.mjs'].includes(extension)) {
    value = await (await import('../module-source.ts')).importDefault(path, show)
    if (value === undefined) throw invalid(name, 'a default export that is a list of rules', 'none')
  } else {
    throw invalid(name, 'a rule file ending in .yml, .yaml, .json, .ts or .js', JSON.stringify(extension))
  }
  return { ...itemsOf(value), base: dirname(path) }
}

const known = ['rules', 'scenario']

function itemsOf(value: Located | undefined): Omit<RuleItems, 'base'> {
  if (value === undefined) return { items: [] }
  if (value.kind !== 'map') return { items: listOf(value) }
  const stray = value.entries.find(({ key }) => !known.includes(key))
  if (stray !== undefined) throw unknownWord(stray.where, 'rules, scenario, or a list of rules', stray.key, known)
  const [rules, scenario] = known.map((wanted) => value.entries.find(({ key }) => key === wanted)?.value)
  return { items: rules === undefined ? [] : listOf(rules), ...(scenario !== undefined && { scenario }) }
}

function listOf(value: Located): readonly Located[] {
  if (value.kind === 'scalar' && value.value === null) return []
  if (value.kind !== 'list') throw wrong(value, 'a list of rules')
  return value.items
}
