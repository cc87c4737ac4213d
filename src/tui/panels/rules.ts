/** The rules in the order in which they act, each in English, with how often it did. */
import { sanitize } from '../../kit/sanitize.ts'
import type { Line } from '../parts/line.ts'
import type { ShownRule } from '../source.ts'

export function ruleLines(rules: readonly ShownRule[]): Line[] {
  if (rules.length === 0) return []
  const width = Math.min(28, Math.max(...rules.map(({ definition }) => definition.name.length)))
  return rules.map(({ definition, explanation, matched, acted }): Line => {
    const style = definition.enabled ? 'plain' : 'dim'
    const text = explanation.replace(/^\[off\] /, '')
    return [
      [definition.enabled ? ' ● ' : ' ○ ', definition.enabled ? 'ok' : 'dim'],
      [`${sanitize(definition.name).padEnd(width)} `, definition.enabled ? 'bold' : 'dim'],
      [`${acted}/${matched} `.padStart(10), 'dim'],
      [sanitize(text), style],
    ]
  })
}

export const noRules: readonly Line[] = [
  [['  No rules yet.', 'dim']],
  [],
  [
    ['  !', 'key'],
    ['  injects a fault', 'dim'],
  ],
  [
    ['  s', 'key'],
    ['  on an exchange makes a mock', 'dim'],
  ],
  [
    ['  n', 'key'],
    ['  writes one in $EDITOR', 'dim'],
  ],
]
