/** What of the view outlives the session: a small file in the user's config directory, written by the interface alone. */
import { type Sort, sortColumns } from '../list/sort.ts'
import { type ThemeName, themes } from '../theme/theme.ts'
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

/** What is there and of its kind; the rest is told as problems and left out, so that a slip never keeps the program from starting. */
export function readViewSettings(text: string | undefined): { settings: ViewSettings; problems: string[] } {
  if (text === undefined || text.trim() === '') return { settings: {}, problems: [] }
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch (error) {
    return { settings: {}, problems: [`Expected JSON, got ${(error as Error).message}`] }
  }
  if (!isRecord(found)) return { settings: {}, problems: ['Expected an object of settings'] }
  const settings: Record<string, unknown> = {}
  const problems: string[] = []
  for (const [key, { fits, expected }] of Object.entries(parts)) {
    const value = found[key]
    if (value === undefined) continue
    if (fits(value)) settings[key] = value
    else problems.push(`${key}: Expected ${expected}, got ${JSON.stringify(value)}`)
  }
  return { settings, problems }
}

export function writeViewSettings(settings: ViewSettings): string {
  return `${JSON.stringify(settings, null, 2)}\n`
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

function isKeys(value: unknown): value is NonNullable<ViewSettings['keys']> {
  const isName = (one: unknown) => typeof one === 'string'
  return (
    isRecord(value) && Object.values(value).every((one) => isName(one) || (Array.isArray(one) && one.every(isName)))
  )
}

const parts: Readonly<Record<keyof ViewSettings, { fits(value: unknown): boolean; expected: string }>> = {
  theme: { fits: (value) => isKey(themes, value), expected: `one of ${Object.keys(themes).join(', ')}` },
  layout: { fits: (value) => isOneOf(layouts, value), expected: `one of ${layouts.join(', ')}` },
  sort: { fits: isSort, expected: `a column of ${sortColumns.join(', ')} and descending` },
  filter: { fits: (value) => typeof value === 'string', expected: 'a filter' },
  keys: { fits: isKeys, expected: 'commands with their keys' },
}
