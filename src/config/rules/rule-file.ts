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
    value = exported === undefined ? undefined : locate(exported, name)
  } else {
    throw invalid(name, 'a rule file ending in .yml, .yaml, .json, .ts or .js', JSON.stringify(extension))
  }
  return { items: itemsOf(value, name), base: dirname(path) }
}

function itemsOf(value: Located | undefined, name: string): readonly Located[] {
  if (value === undefined || (value.kind === 'scalar' && value.value === null)) return []
  if (value.kind === 'list') return value.items
  if (value.kind !== 'map') throw wrong(value, 'a list of rules')
  const [entry, ...others] = value.entries
  const stray = [entry, ...others].find((one) => one !== undefined && one.key !== 'rules')
  if (stray !== undefined) throw unknownWord(stray.where, 'rules, or a list of rules', stray.key, ['rules'])
  if (entry === undefined) return []
  if (entry.value.kind !== 'list') throw invalid(`${entry.where === name ? name : entry.value.where}`, 'a list of rules', 'no list')
  return entry.value.items
}
