/** `--intercept`: a breakpoint for what a filter matches, with mitmproxy's meaning: requests by ~q, responses by ~s, otherwise both. */
import { type FilterNode, comparePhase, compileFilter, parseFilter } from '../../filter/index.ts'
import type { RuleDefinition } from '../../model/rule.ts'
import { quickRule } from './quick-rule.ts'
import { checkFilter } from './spec.ts'

/** @throws MiddleboxError filter_invalid */
export function readIntercept(filter: string, where: string): RuleDefinition {
  checkFilter(filter, where)
  // ~q is true until the response is there: a filter with it means the request alone.
  const early = comparePhase(compileFilter(filter).phase, 'request-body') <= 0
  const attributes = early && hasAtom(parseFilter(filter), 'q') ? { on: 'request' } : {}
  return { ...quickRule('--intercept', filter, filter, { action: 'pause', attributes }), name: 'intercept' }
}

function hasAtom(node: FilterNode, name: string): boolean {
  if (node.kind === 'atom') return node.name === name
  return node.kind === 'not' ? hasAtom(node.child, name) : node.children.some((child) => hasAtom(child, name))
}
