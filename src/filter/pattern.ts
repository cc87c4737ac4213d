/** The regular expressions of filters: JavaScript's and Python's syntax, compiled once, safe to try on foreign text. */
import { emitPattern } from './pattern-emit.ts'
import { isLinear, longestText } from './pattern-cost.ts'
import { PatternProblem } from './pattern-cursor.ts'
import { parsePattern } from './pattern-parse.ts'
import type { PatternFlags, PatternNode } from './pattern-parse.ts'
import { trimPattern } from './pattern-trim.ts'

export type PatternOptions = PatternFlags & {
  /** It must match the text from end to end. */
  whole: boolean
}

export type Pattern = {
  /** Whether it occurs anywhere in the text. */
  test(text: string): boolean
  /** True when it names characters outside ASCII, so that bytes must be tried as UTF-8 too. */
  wide: boolean
  /** The regular expression that does the work, for tests and for people. */
  regexp: RegExp
}

/** Compiles a pattern. Throws PatternProblem with the offset of what is wrong. */
export function compilePattern(source: string, options: Partial<PatternOptions> = {}): Pattern {
  const { tree: inner, flags } = parsePattern(source, { ignoreCase: true, multiline: false, dotAll: false, ...options })
  const captures = refersBack(inner)
  const tree = options.whole === true ? bounded(inner) : captures ? inner : trimPattern(inner)
  const unicode = needsUnicode(tree)
  const limit = !unicode && isLinear(tree, flags.multiline) ? Infinity : longestText(tree)
  // With references case cannot be written out: \1 has to match what the group did in the other case.
  const letters = `${flags.multiline ? 'm' : ''}${captures && flags.ignoreCase ? 'i' : ''}${unicode ? 'u' : ''}`
  const regexp = construct(emitPattern(tree, { unicode, captures, multiline: flags.multiline }), letters)
  const test =
    limit === Infinity
      ? (text: string) => regexp.test(text)
      : (text: string) => regexp.test(text.length > limit ? text.slice(0, limit) : text)
  return { test, wide: some(tree, isWide), regexp }
}

function bounded(body: PatternNode): PatternNode {
  const group: PatternNode = { type: 'group', capture: false, body, at: 0 }
  return { type: 'sequence', items: [{ type: 'assert', text: 'start' }, group, { type: 'assert', text: 'end' }] }
}

export function construct(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags)
  } catch (error) {
    // What is left for V8 to refuse: unknown Unicode properties and sheer size.
    throw new PatternProblem(0, `got one that V8 refuses (${(error as Error).message.replace(/^.*\/[a-z]*: /s, '')})`)
  }
}

/** Whether it takes the u flag, which V8's linear engine refuses. */
export function needsUnicode(tree: PatternNode): boolean {
  return some(tree, (node) => {
    if (node.type === 'class') return isProperty(node.text)
    if (node.type !== 'set') return false
    return node.items.some((item) => ('class' in item ? isProperty(item.class) : item.high > 0xffff))
  })
}

export function refersBack(tree: PatternNode): boolean {
  return some(tree, (node) => node.type === 'back')
}

function isProperty(text: string): boolean {
  return text[1] === 'p' || text[1] === 'P'
}

function isWide(node: PatternNode): boolean {
  if (node.type === 'char' || node.type === 'letter') return node.code > 127
  if (node.type === 'class') return isProperty(node.text)
  return node.type === 'set' && node.items.some((item) => ('class' in item ? isProperty(item.class) : item.high > 127))
}

function some(node: PatternNode, test: (node: PatternNode) => boolean): boolean {
  if (test(node)) return true
  if (node.type === 'sequence' || node.type === 'choice') return node.items.some((item) => some(item, test))
  return (node.type === 'group' || node.type === 'look' || node.type === 'repeat') && some(node.body, test)
}
