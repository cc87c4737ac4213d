/** A filter asked before all is known: yes, no, or not decided yet (Kleene's three values). */
import {
  type AtomNode,
  type Filter,
  type FilterNode,
  type FilterOptions,
  type Subject,
  compileFilter,
  printFilter,
} from '../../filter/index.ts'

export type Partially = (subject: Subject) => boolean | undefined

/** `knows` says whether an atom's question can be answered already. */
export function compilePartial(
  node: FilterNode,
  knows: (atom: AtomNode, filter: Filter) => boolean,
  options: FilterOptions = {},
): Partially {
  switch (node.kind) {
    case 'atom': {
      const filter = compileFilter(printFilter(node), options)
      return knows(node, filter) ? (subject) => filter.matches(subject) : () => undefined
    }
    case 'not': {
      const child = compilePartial(node.child, knows, options)
      return (subject) => {
        const answer = child(subject)
        return answer === undefined ? undefined : !answer
      }
    }
    case 'and':
    case 'or': {
      const children = node.children.map((child) => compilePartial(child, knows, options))
      return joined(children, node.kind === 'or')
    }
  }
}

/** `settling`: the answer of one child that is the answer of all. */
function joined(children: readonly Partially[], settling: boolean): Partially {
  return (subject) => {
    let answer: boolean | undefined = !settling
    for (const child of children) {
      const one = child(subject)
      if (one === settling) return settling
      if (one === undefined) answer = undefined
    }
    return answer
  }
}
