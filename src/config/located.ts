/** Values with the place they were read from, so that every complaint can point at it. One form for YAML, modules, variables and flags. */
import type { Scalar } from './kind.ts'

export type Located = { where: string } & (
  | { kind: 'scalar'; value: Scalar }
  | { kind: 'list'; items: readonly Located[] }
  | { kind: 'map'; entries: readonly Entry[] }
  /** Something no config can hold: a function, a date. */
  | { kind: 'other'; found: string }
)

export type Entry = {
  key: string
  /** Of the key; its value knows its own. */
  where: string
  value: Located
}

/** Everything one file, or the variables, or the flags said. Relative paths start from `base`. */
export type Source = { base: string; entries: readonly Entry[] }

/** A value of JavaScript; places are paths such as `middlebox.config.ts: limits.headBytes`. */
export function locate(value: unknown, where: string): Located {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return { where, kind: 'scalar', value }
  }
  if (Array.isArray(value))
    return { where, kind: 'list', items: value.map((item, at) => locate(item, `${where}[${at}]`)) }
  if (isPlain(value)) return { where, kind: 'map', entries: locateEntries(value, `${where}.`) }
  return { where, kind: 'other', found: typeof value === 'object' ? 'an object of a class' : `a ${typeof value}` }
}

/** The entries of a plain object. Undefined values count as absent. */
export function locateEntries(value: object, prefix: string): Entry[] {
  return Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => ({ key, where: prefix + key, value: locate(item, prefix + key) }))
}

export function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/** The value as an error shows it: short, on one line. */
export function showFound(value: Located): string {
  if (value.kind === 'list') return 'a list'
  if (value.kind === 'map') return 'a map'
  if (value.kind === 'other') return value.found
  if (value.value === null) return 'nothing'
  const text = JSON.stringify(value.value)
  return text.length > 80 ? `${text.slice(0, 76)}..."` : text
}
