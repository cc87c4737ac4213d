/** A filter made ready: parsed once, turned into closures once, then asked about any number of exchanges. */
import type { TlsFailure, Tunnel } from '../model/exchange.ts'
import type { FilterOptions, Subject, Tests } from './atom.ts'
import { atomNamed } from './atoms.ts'
import { explainFilter } from './explain.ts'
import type { AtomNode, FilterNode } from './node.ts'
import { parseFilter } from './parse.ts'
import type { Phase } from './phase.ts'
import { laterPhase } from './phase.ts'

export type Filter = {
  text: string
  /** From when on it can be decided: the latest phase its atoms need. */
  phase: Phase
  /** True when it searches bodies, so that they must be kept and, in rules, waited for. */
  needsBody: boolean
  /** Never throws: what is not known yet simply does not match. */
  matches(subject: Subject): boolean
  /** The filter in English. */
  explain(): string
}

/** Blank text matches everything. Throws filter_invalid with the column. */
export function compileFilter(text: string, options: FilterOptions = {}): Filter {
  const node = parseFilter(text)
  const atoms = atomsOf(node)
  const tests = compileNode(node, options)
  return {
    text,
    phase: atoms.map(phaseOf).reduce(laterPhase, 'connection'),
    needsBody: atoms.some((atom) => rowOf(atom).needsBody === true),
    matches: (subject) => matches(tests, subject),
    explain: () => explainFilter(node),
  }
}

type AllTests = Required<Tests>

function matches(tests: AllTests, subject: Subject): boolean {
  if (!('authority' in subject)) return tests.exchange(subject)
  return 'failure' in subject ? tests.tlsFailure(subject as TlsFailure) : tests.tunnel(subject as Tunnel)
}

function compileNode(node: FilterNode, options: FilterOptions): AllTests {
  switch (node.kind) {
    case 'atom':
      return { tunnel: no, tlsFailure: no, ...rowOf(node).compile(node.argument, options) }
    case 'not': {
      const child = compileNode(node.child, options)
      return {
        exchange: (subject) => !child.exchange(subject),
        tunnel: (subject) => !child.tunnel(subject),
        tlsFailure: (subject) => !child.tlsFailure(subject),
      }
    }
    case 'and':
    case 'or': {
      const children = node.children.map((child) => compileNode(child, options))
      const join = node.kind === 'and' ? every : some
      return {
        exchange: join(children.map((child) => child.exchange)),
        tunnel: join(children.map((child) => child.tunnel)),
        tlsFailure: join(children.map((child) => child.tlsFailure)),
      }
    }
  }
}

const no = () => false

type Test<S> = (subject: S) => boolean

function every<S>(tests: readonly Test<S>[]): Test<S> {
  return (subject) => tests.every((test) => test(subject))
}

function some<S>(tests: readonly Test<S>[]): Test<S> {
  return (subject) => tests.some((test) => test(subject))
}

function atomsOf(node: FilterNode): AtomNode[] {
  if (node.kind === 'atom') return [node]
  return node.kind === 'not' ? atomsOf(node.child) : node.children.flatMap(atomsOf)
}

function phaseOf(node: AtomNode): Phase {
  const { phase } = rowOf(node)
  return typeof phase === 'function' ? phase(node.argument) : phase
}

/** The parser lets only known names pass. */
function rowOf(node: AtomNode) {
  return atomNamed(node.name)!
}
