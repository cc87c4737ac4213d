/** A filter in English, so that a reader can check what was meant against what was written. */
import { atomNamed } from './atoms.ts'
import type { FilterNode } from './node.ts'

/** One sentence without its full stop: `the host matches /payments/, and the status is not 2xx`. */
export function explainFilter(node: FilterNode): string {
  return say(node, false)
}

function say(node: FilterNode, negated: boolean): string {
  switch (node.kind) {
    case 'atom': {
      const [yes, no] = atomNamed(node.name)!.clause(node.argument)
      return negated ? no : yes
    }
    case 'not':
      return node.child.kind === 'and' || node.child.kind === 'or'
        ? outside(node.child, negated)
        : say(node.child, !negated)
    case 'and':
    case 'or':
      return node.children.map((child) => part(child, node.kind)).join(node.kind === 'and' ? ' and ' : ', or ')
  }
}

/** `!(a & b)` keeps its shape: the reader should find it again. */
function outside(group: FilterNode, negated: boolean): string {
  return `${negated ? '' : 'not '}(${say(group, false)})`
}

function part(child: FilterNode, outer: 'and' | 'or'): string {
  const text = say(child, false)
  return (outer === 'and' && child.kind === 'or') || child.kind === outer ? `(${text})` : text
}
