/** Which line a key runs where: the bindings, with the user's own in place of ours. */
import { type TabKey, tabKeys } from '../detail/tab-keys.ts'
import { type Binding, type Context, bindings } from './bindings.ts'

export interface Keymap {
  /** The line of a key; undefined when it means nothing there. */
  lineOf(context: Context, key: string): string | undefined
  /** What counts in a context, its own first. Keys that mean something else there are left out. */
  of(context: Context): readonly Binding[]
  /** What the tabs take for themselves, with the keys of this user that are left in at least one of them. */
  readonly tabKeys: readonly TabKey[]
  /** The usual name of a key in a tab; undefined when it means nothing there but elsewhere. */
  inTab(tab: string, key: string): string | undefined
  /** The tab's own line of a key. */
  lineInTab(tab: string, key: string): string | undefined
  /** The other way round: the key of this user for what a tab knows by its usual name. */
  shownInTab(tab: string, usual: string): string | undefined
  /** The first key of a line there. */
  keyOf(context: Context, line: string): string | undefined
}

/** Lines of the detail that tabs do themselves where they have a cursor or something open, by the names they know. */
const shared: Readonly<Record<string, string>> = {
  'move down': 'down',
  'move up': 'up',
  'move first': 'g',
  'move last': 'G',
  back: 'q',
}
const sharedKeys: ReadonlySet<string> = new Set(
  bindings
    .filter(({ context, line }) => context === 'detail' && Object.hasOwn(shared, line))
    .flatMap(({ keys }) => keys)
    .concat('esc'),
)

/**
 * `own` has keys by line; a line's usual keys go, and other lines lose the keys it takes where it counts. Lines that begin with a name that
 * `exists` does not know have no keys.
 */
export function createKeymap(own: Own = {}, exists: (name: string) => boolean = () => true): Keymap {
  const taken = takenKeys(own)
  const all: Binding[] = bindings
    .filter(({ line }) => exists(line.split(' ', 1)[0]!))
    .map((binding): Binding => {
      const wanted = own[binding.line]
      const left = () => binding.keys.filter((key) => !taken(binding.context, key))
      return {
        ...binding,
        keys: wanted === undefined ? left() : [...new Set([wanted, wayOut[binding.line] ?? []].flat())],
      }
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
  const { keysIn, tabKeyOf } = ownInTabs(own, (key) => taken('detail', key))
  const keyOf = (context: Context, line: string) => of(context).find((binding) => binding.line === line)?.keys[0]
  return {
    lineOf,
    of,
    tabKeys: tabKeys.map((one) => ({ ...one, keys: [...new Set(one.tabs.flatMap((tab) => keysIn(one, tab)))] })),
    lineInTab: (tab, key) => tabKeyOf(tab, key)?.line,
    inTab(tab, key) {
      const found = tabKeyOf(tab, key)
      const line = lineOf('detail', key)
      const isOwn = found !== undefined && Object.hasOwn(own, found.line)
      if (!isOwn && line !== undefined && Object.hasOwn(shared, line)) return shared[line]
      // A usual key says more than what it stands for: some tabs take one of two only at some places.
      if (found !== undefined) return found.keys.includes(key) ? key : found.keys[0]
      const known = sharedKeys.has(key) || tabKeys.some((one) => one.tabs.includes(tab) && one.keys.includes(key))
      return known ? undefined : key
    },
    shownInTab(tab, usual) {
      const found = tabKeys.find((one) => one.tabs.includes(tab) && one.keys.includes(usual))
      if (found !== undefined) return keysIn(found, tab)[0]
      const [line] = Object.entries(shared).find(([, name]) => name === usual) ?? []
      return line === undefined ? undefined : keyOf('detail', line)
    },
    keyOf,
  }
}

type Own = Readonly<Record<string, string | readonly string[]>>

/** The keys of the tabs: a line of the user's own takes keys from others in its own tabs alone. `taken` = by a line of the detail. */
function ownInTabs(own: Own, taken: (key: string) => boolean) {
  const wantedBy = (one: TabKey, key: string) => [own[one.line] ?? []].flat().includes(key)
  const keysIn = (one: TabKey, tab: string): readonly string[] => {
    const wanted = own[one.line]
    if (wanted !== undefined) return [wanted].flat()
    const others = tabKeys.filter((other) => other.tabs.includes(tab))
    return one.keys.filter((key) => !taken(key) && !others.some((other) => wantedBy(other, key)))
  }
  const tabKeyOf = (tab: string, key: string) =>
    tabKeys.find((one) => one.tabs.includes(tab) && keysIn(one, tab).includes(key))
  return { keysIn, tabKeyOf }
}

/** Keys that these lines never lose, or one could not get out. */
export const wayOut: Readonly<Record<string, string>> = { quit: 'ctrl-c', back: 'esc' }

/** Where the keys of a line count, besides in tabs; everywhere, when it has none of ours. */
export function contextsOf(line: string): readonly Context[] {
  if (tabKeys.some((one) => one.line === line)) return []
  const there = bindings.filter((one) => one.line === line).map(({ context }) => context)
  return there.length === 0 || there.includes('everywhere') ? ['everywhere'] : there
}

/** A line takes keys from others only where it counts. */
function takenKeys(own: Own): (context: Context, key: string) => boolean {
  const taken = new Set(
    Object.entries(own).flatMap(([line, keys]) =>
      contextsOf(line).flatMap((context) => [keys].flat().map((key) => `${context} ${key}`)),
    ),
  )
  return (context, key) => taken.has(`${context} ${key}`) || taken.has(`everywhere ${key}`)
}

/** The user's keys for lines that have none of ours: they count everywhere. */
function unbound(own: Own): Binding[] {
  return Object.entries(own)
    .filter(([line]) => ![...bindings, ...tabKeys].some((one) => one.line === line))
    .map(([line, keys]) => ({ context: 'everywhere' as const, keys: [keys].flat(), line, summary: line }))
}
