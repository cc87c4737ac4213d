/** The keys of the user's own file: what cannot be meant is told and left out, and what others lose by the rest is told, too. */
import { nearest } from '../../kit/nearest.ts'
import { tabKeys } from '../detail/tab-keys.ts'
import { bindings, type Context } from './bindings.ts'
import { meantKey } from './key-name.ts'
import { contextsOf, createKeymap, type Keymap, wayOut } from './keymap.ts'

export type OwnKeys = Readonly<Record<string, readonly string[]>>

/** About the keys of one line. */
export type KeyRemark = { readonly line: string; readonly text: string }

export type CheckedKeys = {
  readonly keys: OwnKeys
  readonly problems: readonly KeyRemark[]
  /** What changed for other lines: as asked, but easily not seen. */
  readonly changes: readonly KeyRemark[]
}

/** `names` are those of all verbs and commands. */
export function checkKeys(found: Readonly<Record<string, unknown>>, names: readonly string[]): CheckedKeys {
  const keys: Record<string, readonly string[]> = {}
  const problems: KeyRemark[] = []
  for (const [line, value] of Object.entries(found)) {
    const tell = (text: string) => problems.push({ line, text })
    const name = line.split(' ', 1)[0]!
    const wanted = [value].flat()
    if (!names.includes(name)) tell(`Expected a command, got "${line}".${maybe(nearest(name, names))}`)
    else if (name === 'in-tab' && !tabLines.includes(line)) tell(unknownInTab(line))
    else if (!wanted.every((key) => typeof key === 'string'))
      tell(`${line}: Expected a key or a list of keys, got ${JSON.stringify(value)}`)
    else {
      const good = wanted.filter((key) => {
        const problem = problemOf(line, key)
        if (problem !== undefined) tell(`${line}: ${problem}`)
        return problem === undefined
      })
      // Where none of them can be, the usual ones stay.
      if (good.length > 0 || wanted.length === 0) keys[line] = good
    }
  }
  const keymap = createKeymap(keys)
  return { keys, problems: [...problems, ...twice(keys, keymap)], changes: taken(keys, keymap) }
}

const tabLines = [...new Set(tabKeys.map(({ line }) => line))]

function unknownInTab(line: string): string {
  const words = tabLines.map((one) => one.slice('in-tab '.length))
  const word = line.slice('in-tab'.length).trim()
  return `Expected what a tab does (${words.join(', ')}), got "${line}".${maybe(nearest(word, words))}`
}

function problemOf(line: string, key: string): string | undefined {
  const meant = meantKey(key)
  if (meant !== undefined) return `Expected the name of a key, got ${JSON.stringify(key)}.${maybe(meant || undefined)}`
  const [always] = Object.entries(wayOut).find(([, way]) => way === key) ?? []
  const usual = bindings.some((binding) => binding.line === line && binding.keys.includes(key))
  return always === undefined || usual ? undefined : `${key} is always ${always}`
}

function maybe(meant: string | undefined): string {
  return meant === undefined ? '' : ` Did you mean ${meant}?`
}

/** A key that two lines want in one place has one of them. */
function twice(keys: OwnKeys, keymap: Keymap): KeyRemark[] {
  return pairsOf(keys).flatMap(({ line, key }): KeyRemark[] => {
    const others = Object.keys(keys).filter((other) => other !== line && keys[other]!.includes(key))
    const winner = others.find(
      (other) =>
        contextsOf(line).some(
          (context) => contextsOf(other).includes(context) && keymap.lineOf(context, key) === other,
        ) || tabsOf(line).some((tab) => tabsOf(other).includes(tab) && keymap.lineInTab(tab, key) === other),
    )
    return winner === undefined ? [] : [{ line, text: `${line}: ${key} is for ${winner}, which has it` }]
  })
}

/** The tabs in which a line of theirs counts. */
function tabsOf(line: string): readonly string[] {
  return tabKeys.find((one) => one.line === line)?.tabs ?? []
}

/** What a key was usually for, where it is now for something else. */
function taken(keys: OwnKeys, keymap: Keymap): KeyRemark[] {
  const usual = createKeymap()
  return pairsOf(keys).flatMap(({ line, key }): KeyRemark[] => {
    const lost = new Map<string, string[]>()
    for (const tab of allTabs) {
      const before = usual.lineInTab(tab, key) ?? (tabsOf(line).includes(tab) ? usual.lineOf('detail', key) : undefined)
      const now = keymap.lineInTab(tab, key) ?? keymap.lineOf('detail', key)
      if (before === undefined || Object.hasOwn(keys, before) || now !== line) continue
      lost.set(before, [...(lost.get(before) ?? []), tab])
    }
    for (const context of contexts) {
      const before = usual.lineOf(context, key)
      const isOwn = bindings.some((one) => one.context === context && one.line === before)
      if (before === undefined || !isOwn || Object.hasOwn(keys, before) || keymap.lineOf(context, key) !== line)
        continue
      lost.set(before, [...(lost.get(before) ?? []), context])
    }
    return [...lost].map(([before, where]) => {
      const none = tabLines.includes(before)
        ? !keymap.tabKeys.some((one) => one.line === before && one.keys.length > 0)
        : where.every((context) => isContext(context) && keymap.keyOf(context, before) === undefined)
      const text = `${line}: ${key} is taken from ${before} (${where.join(', ')})${none ? ', which has no other key' : ''}`
      return { line, text }
    })
  })
}

const contexts = [...new Set(bindings.map(({ context }) => context))]
const allTabs = [...new Set(tabKeys.flatMap(({ tabs }) => tabs))]

function isContext(where: string): where is Context {
  return (contexts as readonly string[]).includes(where)
}

function pairsOf(keys: OwnKeys): { line: string; key: string }[] {
  return Object.entries(keys).flatMap(([line, all]) => all.map((key) => ({ line, key })))
}
