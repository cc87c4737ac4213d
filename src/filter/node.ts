/** A filter as a tree, with the place of every part in the text it was read from, and the text that a tree stands for. */

export type Span = {
  /** Offset of the first character. */
  start: number
  /** Offset after the last one. */
  end: number
}

export type Operator = '=' | '!=' | '>' | '>=' | '<' | '<='

export type Argument = Span &
  (
    | { kind: 'none' }
    | { kind: 'pattern'; source: string }
    /** `text` is the number as written, with its unit; `value` in the atom's own unit. */
    | { kind: 'comparison'; operator: Operator; text: string; value: number }
    /** A class of statuses such as 4xx. */
    | { kind: 'class'; operator: '=' | '!='; hundreds: number }
    | { kind: 'choice'; values: readonly string[] }
  )

export type AtomNode = Span & { kind: 'atom'; name: string; argument: Argument }

export type FilterNode =
  | AtomNode
  | (Span & { kind: 'not'; child: FilterNode })
  /** Two children or more. */
  | (Span & { kind: 'and' | 'or'; children: readonly FilterNode[] })

/** The shortest regular spelling: operators written out, a pattern quoted only where it must be. Reads back as the same tree. */
export function printFilter(node: FilterNode): string {
  switch (node.kind) {
    case 'atom':
      return `~${node.name}${printArgument(node.argument)}`
    case 'not':
      return `!${printInner(node.child, 'not')}`
    case 'and':
      return node.children.map((child) => printInner(child, 'and')).join(' & ')
    case 'or':
      return node.children.map((child) => printInner(child, 'or')).join(' | ')
  }
}

/** `!` binds closer than `&`, and `&` closer than `|`. Equals are kept apart by parentheses too, since the tree was. */
const tightness = { or: 0, and: 1, not: 2, atom: 3 }

function printInner(child: FilterNode, outer: 'and' | 'or' | 'not'): string {
  const loose = tightness[child.kind] < tightness[outer] || (child.kind === outer && outer !== 'not')
  return loose ? `(${printFilter(child)})` : printFilter(child)
}

function printArgument(argument: Argument): string {
  switch (argument.kind) {
    case 'none':
      return ''
    case 'pattern':
      return ` ${printPattern(argument.source)}`
    case 'comparison':
      return ` ${argument.operator === '=' ? '' : argument.operator}${argument.text}`
    case 'class':
      return ` ${argument.operator === '=' ? '' : argument.operator}${argument.hundreds}xx`
    case 'choice':
      return ` ${argument.values.join('|')}`
  }
}

function printPattern(source: string): string {
  if (/^[^()~'"\s&|!][^()~'"\s]*$/.test(source)) return source
  return `"${source.replaceAll(/["\\]/g, (char) => `\\${char}`)}"`
}
