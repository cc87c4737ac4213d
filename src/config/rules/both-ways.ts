/** mitmproxy's modifications act on request and response, each where the filter says yes at that time. */
import { compileFilter, comparePhase, parseFilter } from '../../filter/index.ts'
import type { FilterNode } from '../../filter/index.ts'
import type { ActionDefinition, RuleDefinition } from '../../model/rule.ts'
import { quickRule } from './quick-rule.ts'

export function bothWays(
  option: string,
  text: string,
  filter: string,
  action: (side: 'request' | 'response') => ActionDefinition,
): RuleDefinition[] {
  const up = comparePhase(compileFilter(filter).phase, 'request-body') <= 0
  const rule = (match: string, side: 'request' | 'response') => quickRule(option, text, match, action(side))
  // ~q and ~s change their answer on the way: such a filter is asked twice.
  if (up && !asksForSide(parseFilter(filter)))
    return [quickRule(option, text, filter, action('request'), action('response'))]
  const down = rule(`~s & (${filter})`, 'response')
  return up ? [rule(filter, 'request'), down] : [down]
}

function asksForSide(node: FilterNode): boolean {
  if (node.kind === 'atom') return node.name === 'q'
  return node.kind === 'not' ? asksForSide(node.child) : node.children.some(asksForSide)
}
