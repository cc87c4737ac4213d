/**
 * All rules of a session in their order: first those of files and options, then those made by commands while it runs. When
 * a file changes, its rules are as it says again, whatever was done to them; those of commands stay, after them.
 */
import { MiddleboxError } from '../model/errors.ts'
import type { RuleDefinition } from '../model/rule.ts'
import { nearest } from '../kit/nearest.ts'
import type { RuleState } from '../pipeline/rules.ts'

export type BookedRule = RuleState & { source: 'loaded' | 'command' }

export interface RuleBook {
  list(): readonly BookedRule[]
  /** What files and options say now. Steps taken before can no longer be undone. @throws MiddleboxError, and then changes nothing */
  replace(loaded: readonly RuleDefinition[]): Promise<void>
  /** One step that can be undone: `change` gets the rules and gives others. @throws MiddleboxError, and then changes nothing */
  change(change: (rules: readonly RuleDefinition[]) => readonly RuleDefinition[]): Promise<void>
  /** Takes the last step back; false when there is none. */
  undo(): Promise<boolean>
}

/** The rules at work, as the book needs them. */
export type RulesAtWork = {
  replace(definitions: readonly RuleDefinition[]): Promise<void>
  list(): readonly RuleState[]
}

/** Steps that can be taken back. */
const mostSteps = 100

export function createRuleBook(atWork: RulesAtWork): RuleBook {
  let rules: readonly RuleDefinition[] = []
  let steps: (readonly RuleDefinition[])[] = []
  /** By name: a loaded rule that a command changes is still the file's. */
  let loadedNames = new Set<string>()
  let last: Promise<unknown> = Promise.resolve()
  /** One after the other: rules are loaded in between. */
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const turn = last.then(run)
    last = turn.catch(() => {})
    return turn
  }
  const put = async (next: readonly RuleDefinition[]): Promise<void> => {
    refuseTwins(next)
    await atWork.replace(next)
    rules = next
  }
  return {
    list: () =>
      atWork
        .list()
        .map((state) => ({ ...state, source: loadedNames.has(state.definition.name) ? 'loaded' : 'command' })),
    replace: (loaded) =>
      inTurn(async () => {
        const names = new Set(loaded.map(({ name }) => name))
        const own = rules.filter(({ name }) => !loadedNames.has(name) && !names.has(name))
        await put([...loaded, ...own])
        loadedNames = names
        steps = []
      }),
    change: (change) =>
      inTurn(async () => {
        const before = rules
        await put(change(before))
        steps = [...steps.slice(1 - mostSteps), before]
      }),
    undo: () =>
      inTurn(async () => {
        const before = steps.at(-1)
        if (before === undefined) return false
        await put(before)
        steps = steps.slice(0, -1)
        return true
      }),
  }
}

function refuseTwins(rules: readonly RuleDefinition[]): void {
  const names = new Set<string>()
  for (const { name } of rules) {
    if (names.has(name))
      throw new MiddleboxError('rule_invalid', `Expected a name that no other rule has, got ${JSON.stringify(name)}.`)
    names.add(name)
  }
}

/** Where the rule stands. @throws MiddleboxError not_found, with the nearest name */
export function placeOfRule(rules: readonly RuleDefinition[], name: string): number {
  const at = rules.findIndex((rule) => rule.name === name)
  if (at >= 0) return at
  const names = rules.map((rule) => rule.name)
  const meant = nearest(name, names)
  throw new MiddleboxError(
    'not_found',
    `Expected the name of a rule, got ${JSON.stringify(name)}.`,
    meant === undefined ? 'The command rule-list lists them.' : `Did you mean ${JSON.stringify(meant)}?`,
  )
}
