/** Rules in short form, from one option of the command line: their names and causes say which. */
import type { ActionDefinition, RuleDefinition } from '../../model/rule.ts'

/** Longer texts make no better names. */
const longestName = 60

export function quickRule(option: string, text: string, match: string, ...steps: ActionDefinition[]): RuleDefinition {
  const name = `${option} ${text}`
  return {
    name: name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name,
    match,
    enabled: true,
    chance: 1,
    do: steps,
    cause: `option ${option}`,
    place: { file: option, line: 0, column: 0 },
  }
}

/** Equal names get a number: rules are told apart by them. */
export function uniquelyNamed(rules: readonly RuleDefinition[]): RuleDefinition[] {
  const seen = new Map<string, number>()
  return rules.map((rule) => {
    const count = (seen.get(rule.name) ?? 0) + 1
    seen.set(rule.name, count)
    return count === 1 ? rule : { ...rule, name: `${rule.name} #${count}` }
  })
}
