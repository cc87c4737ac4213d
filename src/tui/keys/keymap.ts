/** Which line a key runs where: the bindings, with the user's own in place of ours. */
import { type Binding, type Context, bindings } from './bindings.ts'

export interface Keymap {
  /** The line of a key; undefined when it means nothing there. */
  lineOf(context: Context, key: string): string | undefined
  /** What counts in a context, its own first. Keys that mean something else there are left out. */
  of(context: Context): readonly Binding[]
  /** The first key of a line there. */
  keyOf(context: Context, line: string): string | undefined
}

/**
 * `own` has keys by line; a line's usual keys go, and other lines lose the keys it takes. Lines that begin with a name that
 * `exists` does not know have no keys.
 */
export function createKeymap(
  own: Readonly<Record<string, string | readonly string[]>> = {},
  exists: (name: string) => boolean = () => true,
): Keymap {
  const taken = new Set(Object.values(own).flat())
  const all: Binding[] = bindings
    .filter(({ line }) => exists(line.split(' ', 1)[0]!))
    .map((binding): Binding => {
      const wanted = own[binding.line]
      const keys = wanted === undefined ? binding.keys.filter((key) => !taken.has(key)) : [wanted].flat()
      return { ...binding, keys }
    })
    .concat(unbound(own))
    .filter(({ keys }) => keys.length > 0)
  const tables = new Map<Context, Map<string, string>>()
  for (const { context, keys, line } of all) {
    const table = tables.get(context) ?? new Map<string, string>()
    tables.set(context, table)
    for (const key of keys) if (!table.has(key)) table.set(key, line)
  }
  const lineOf = (context: Context, key: string) => tables.get(context)?.get(key) ?? tables.get('everywhere')?.get(key)
  const of = (context: Context): Binding[] => {
    const there = all.filter((binding) => binding.context === context)
    const others = all.filter((binding) => binding.context === 'everywhere' && context !== 'everywhere')
    const own = new Set(there.flatMap(({ keys }) => keys))
    const unhidden = others.map((binding) => ({ ...binding, keys: binding.keys.filter((key) => !own.has(key)) }))
    return [...there, ...unhidden].filter(({ keys }) => keys.length > 0)
  }
  return {
    lineOf,
    of,
    keyOf: (context, line) => of(context).find((binding) => binding.line === line)?.keys[0],
  }
}

/** The user's keys for lines that have none of ours: they count everywhere. */
function unbound(own: Readonly<Record<string, string | readonly string[]>>): Binding[] {
  return Object.entries(own)
    .filter(([line]) => !bindings.some((binding) => binding.line === line))
    .map(([line, keys]) => ({ context: 'everywhere' as const, keys: [keys].flat(), line, summary: line }))
}
