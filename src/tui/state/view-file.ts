/** What of the view outlives the session: a small file in the user's config directory, written by the interface alone. */
import { nearest } from '../../kit/nearest.ts'
import { MiddleboxError } from '../../model/errors.ts'
import { checkKeys, type OwnKeys } from '../keys/own-keys.ts'
import { type Sort, sortColumns } from '../list/sort.ts'
import { type ThemeName, themes } from '../theme/theme.ts'
import { brokenAt, readJson } from './read-json.ts'
import { type Layout, layouts } from './ui.ts'

export type ViewSettings = {
  theme?: ThemeName
  layout?: Layout
  sort?: Sort
  filter?: string
  /** Keys by the line they run, in place of the usual ones. */
  keys?: Readonly<Record<string, string | readonly string[]>>
}

export interface ViewFile {
  /** For people: where it is. */
  readonly path: string
  read(): Promise<string | undefined>
  write(text: string): Promise<void>
}

export type ReadView = {
  readonly settings: ViewSettings
  /** What is wrong, each with its place before it: `:3: …`. */
  readonly problems: readonly string[]
  /** What is right and has an effect elsewhere. */
  readonly changes: readonly string[]
}

/**
 * What is there and of its kind; the rest is told as problems and left out, so that a slip never keeps the program from starting.
 * `names` are those that keys can be for.
 */
export function readViewSettings(text: string | undefined, names: readonly string[]): ReadView {
  if (isNothing(text)) return { settings: {}, problems: [], changes: [] }
  const found = readJson(text)
  if ('problem' in found) return { settings: {}, problems: [brokenAt(found)], changes: [] }
  const { value, lineOf } = found
  if (!isRecord(value)) return { settings: {}, problems: [': Expected an object of settings'], changes: [] }
  const problems: string[] = []
  for (const name of Object.keys(value).filter((one) => !Object.hasOwn(parts, one)))
    problems.push(at(lineOf(name), `Expected a setting (${settingNames.join(', ')}), got "${name}".${maybe(name)}`))
  const settings: Record<string, unknown> = {}
  for (const [name, { fits, expected }] of Object.entries(parts)) {
    const one = value[name]
    if (one === undefined) continue
    if (fits(one)) settings[name] = one
    else problems.push(at(lineOf(name), `${name}: Expected ${expected}, got ${JSON.stringify(one)}`))
  }
  const own = settings['keys']
  if (!isRecord(own)) return { settings, problems, changes: [] }
  const checked = checkKeys(own, names)
  const told = ({ line, text: said }: { line: string; text: string }) => at(lineOf('keys', line), `keys: ${said}`)
  const keys: OwnKeys = checked.keys
  return {
    settings: { ...settings, keys },
    problems: [...problems, ...checked.problems.map(told)],
    changes: checked.changes.map(told),
  }
}

/**
 * The text with these settings in place of those it has: keys, and what we do not know, stay as they are.
 * @throws MiddleboxError config_invalid when it cannot be read, for it would be lost
 */
export function changedViewFile(text: string | undefined, path: string, settings: Omit<ViewSettings, 'keys'>): string {
  const found = isNothing(text) ? { value: {} } : readJson(text)
  const lost =
    'problem' in found ? brokenAt(found) : isRecord(found.value) ? undefined : ': Expected an object of settings'
  if (lost !== undefined)
    throw new MiddleboxError('config_invalid', `${path}${lost}.`, 'Correct or remove it; nothing was written.')
  return writeViewSettings({ ...(found as { value: object }).value, ...settings })
}

export function writeViewSettings(settings: ViewSettings): string {
  return `${JSON.stringify(settings, null, 2)}\n`
}

function isNothing(text: string | undefined): text is undefined | '' {
  return text === undefined || text.trim() === ''
}

function at(line: number | undefined, text: string): string {
  return line === undefined ? `: ${text}` : `:${line}: ${text}`
}

function maybe(name: string): string {
  const near = nearest(name, settingNames)
  return near === undefined ? '' : ` Did you mean ${near}?`
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isKey<T extends object>(table: T, value: unknown): value is keyof T {
  return typeof value === 'string' && Object.hasOwn(table, value)
}

function isOneOf<T>(list: readonly T[], value: unknown): value is T {
  return list.includes(value as T)
}

function isSort(value: unknown): value is Sort {
  return isRecord(value) && isOneOf(sortColumns, value['column']) && typeof value['descending'] === 'boolean'
}

const parts: Readonly<Record<keyof ViewSettings, { fits(value: unknown): boolean; expected: string }>> = {
  theme: { fits: (value) => isKey(themes, value), expected: `one of ${Object.keys(themes).join(', ')}` },
  layout: { fits: (value) => isOneOf(layouts, value), expected: `one of ${layouts.join(', ')}` },
  sort: { fits: isSort, expected: `a column of ${sortColumns.join(', ')} and descending` },
  filter: { fits: (value) => typeof value === 'string', expected: 'a filter' },
  keys: { fits: isRecord, expected: 'commands with their keys' },
}

const settingNames = Object.keys(parts)
