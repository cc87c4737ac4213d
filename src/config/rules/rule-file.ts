/** A file of rules: YAML or JSON, or a module whose default export is a list or an object with `rules`. */
import { dirname, extname } from 'node:path'
import { readText } from '../../kit/files.ts'
import { invalid } from '../../kit/option-table.ts'
import { type Located, locate } from '../located.ts'
import { unknownWord, wrong } from './wrong.ts'

export type RuleItems = { items: readonly Located[]; base: string }

/** `show` writes paths for people; `fresh` tells one reading of a changed module from the one before. @throws MiddleboxError */
export async function readRuleFile(path: string, show: (path: string) => string, fresh?: number): Promise<RuleItems> {
  const extension = extname(path)
  const name = show(path)
  let value: Located | undefined
  if (['.yml', '.yaml', '.json'].includes(extension)) {
    const text = await readText(path).catch((error: NodeJS.ErrnoException) => {
      throw invalid(name, 'a readable file', error.code === 'ENOENT' ? 'none' : error.message)
    })
    value = await (await import('../yaml-source.ts')).readYamlValue(text, name)
  } else if (['.ts', '.mts', '.js', '.mjs'].includes(extension)) {
    const exported = await (await import('../module-source.ts')).importDefault(path, show, fresh)
    if (exported === undefined) throw invalid(name, 'a default export that is a list of rules', 'none')
    value = locate(exported, name)
  } else {
    throw invalid(name, 'a rule file ending in .yml, .yaml, .json, .ts or .js', JSON.stringify(extension))
  }
  return { items: itemsOf(value), base: dirname(path) }
}

function itemsOf(value: Located | undefined): readonly Located[] {
  if (value === undefined) return []
  if (value.kind !== 'map') return listOf(value)
  const [entry, ...others] = value.entries
  const stray = [entry, ...others].find((one) => one !== undefined && one.key !== 'rules')
  if (stray !== undefined) throw unknownWord(stray.where, 'rules, or a list of rules', stray.key, ['rules'])
  if (entry === undefined) return []
  return listOf(entry.value)
}

function listOf(value: Located): readonly Located[] {
  if (value.kind === 'scalar' && value.value === null) return []
  if (value.kind !== 'list') throw wrong(value, 'a list of rules')
  return value.items
}
