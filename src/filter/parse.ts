/** Reads a filter expression: atoms and words joined by `!`, `&` (or nothing) and `|`, in this order of tightness. */
import { nearest } from '../kit/nearest.ts'
import { readArgument } from './argument.ts'
import { atomNamed, atoms } from './atoms.ts'
import type { FilterNode } from './node.ts'
import { Scanner } from './scan.ts'

/** Deeper than anything written by hand, and far from the end of the stack. */
const deepest = 200

/** The tree of a filter; blank text is `~all`. Throws filter_invalid with the column. */
export function parseFilter(text: string): FilterNode {
  const scanner = new Scanner(text)
  scanner.skipBlanks()
  if (scanner.at === text.length)
    return { kind: 'atom', name: 'all', argument: { kind: 'none', start: 0, end: 0 }, start: 0, end: 0 }
  const node = readOr(scanner, 0)
  if (scanner.at < text.length) throw scanner.wrong(scanner.at, 'the end', ')', 'There is no ( for it.')
  return node
}

function readOr(scanner: Scanner, depth: number): FilterNode {
  const children = [readAnd(scanner, depth)]
  while (scanner.take('|')) children.push(readAnd(scanner, depth))
  return joined('or', children)
}

function readAnd(scanner: Scanner, depth: number): FilterNode {
  const children: FilterNode[] = []
  for (;;) {
    children.push(readTerm(scanner, depth))
    scanner.skipBlanks()
    if (scanner.take('&')) continue
    if (/[|)]|^$/.test(scanner.peek())) return joined('and', children)
  }
}

function joined(kind: 'and' | 'or', children: FilterNode[]): FilterNode {
  if (children.length === 1) return children[0]!
  return { kind, children, start: children[0]!.start, end: children.at(-1)!.end }
}

function readTerm(scanner: Scanner, depth: number): FilterNode {
  scanner.skipBlanks()
  const start = scanner.at
  if (depth > deepest) throw scanner.wrong(start, `at most ${deepest} parentheses and ! inside each other`, 'more')
  if (scanner.take('!')) {
    const child = readTerm(scanner, depth + 1)
    return { kind: 'not', child, start, end: child.end }
  }
  if (scanner.take('(')) return readGroup(scanner, start, depth)
  if (scanner.take('~')) return readAtom(scanner, start)
  if (/[&|)]|^$/.test(scanner.peek())) {
    const hint = /[&|]/.test(scanner.peek())
      ? 'One & or | stands between two terms; a pattern that begins with one goes in quotes.'
      : undefined
    throw scanner.wrong(start, 'an atom such as ~d, a word or (', scanner.found(start), hint)
  }
  const url = atomNamed('u')!
  return { kind: 'atom', name: url.name, argument: readArgument(scanner, url), start, end: scanner.at }
}

function readGroup(scanner: Scanner, start: number, depth: number): FilterNode {
  const inner = readOr(scanner, depth + 1)
  if (!scanner.take(')'))
    throw scanner.wrong(scanner.at, `the ) for the ( of column ${start + 1}`, scanner.found(scanner.at))
  return inner
}

function readAtom(scanner: Scanner, start: number): FilterNode {
  const name = scanner.match(/[^\s()~'"&|!<>=]*/y) ?? ''
  const atom = atomNamed(name)
  if (!atom) throw scanner.wrong(start, 'a known atom', scanner.found(start), suggest(name))
  const argument = readArgument(scanner, atom)
  return { kind: 'atom', name, argument, start, end: scanner.at }
}

/** What people write for an atom whose name they do not know. */
const others: Readonly<Record<string, string>> = {
  body: 'b',
  code: 'c',
  domain: 'd',
  error: 'e',
  header: 'h',
  host: 'd',
  ip: 'src',
  method: 'm',
  path: 'u',
  request: 'q',
  response: 's',
  status: 'c',
  type: 't',
  url: 'u',
  ws: 'websocket',
}

function suggest(name: string): string | undefined {
  const glued = /^([a-z]+?)(\d.*)$/.exec(name)
  if (glued && atomNamed(glued[1]!)) return `Did you mean ~${glued[1]} ${glued[2]}?`
  const names = atoms.map((atom) => atom.name)
  // Where nothing is near by letters, the same beginning is the best there is.
  const near =
    nearest(name, names) ??
    others[name.toLowerCase()] ??
    names.find((other) => name !== '' && other[0] === name[0]?.toLowerCase())
  return near === undefined ? undefined : `Did you mean ~${near}?`
}
