/** Where rules come from: a file that is named, or the config file itself, which holds them under `rules:`. */
import { resolve } from 'node:path'
import type { Kind } from '../kind.ts'
import type { Located } from '../located.ts'

export type RuleSource = { file: string } | { rule: Located; base: string }

/** A text is a file; `readRuleSource` takes what else a config file may say. */
export const ruleSource: Kind<RuleSource> = {
  expected: 'the path of a rule file',
  read: (value, { base }) => (typeof value === 'string' && value !== '' ? { file: resolve(base, value) } : undefined),
  schema: { type: 'string' },
  file: true,
}

/** A rule written where a file could be named. */
export function readRuleSource(value: Located, base: string): RuleSource | undefined {
  return value.kind === 'map' ? { rule: value, base } : undefined
}
