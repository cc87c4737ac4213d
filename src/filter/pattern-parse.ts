/**
 * Reads a regular expression, JavaScript's or Python's, into a tree. A tree and not text, because what follows has to
 * know the pattern: Python-only syntax is translated, letters are matched without case, and slow shapes are made safe.
 */

import { PatternCursor, PatternProblem, readEscape } from './pattern-cursor.ts'
import type { SetItem } from './pattern-set.ts'
import { readSet } from './pattern-set.ts'

export type PatternNode =
  | { type: 'char'; code: number }
  | { type: 'any'; dotAll: boolean }
  /** A class such as `\d`, or a Unicode property with its braces. */
  | { type: 'class'; text: string }
  | { type: 'set'; negated: boolean; items: readonly SetItem[]; ignoreCase: boolean }
  | { type: 'assert'; text: '^' | '$' | '\\b' | '\\B' | 'start' | 'end' }
  | { type: 'look'; kind: '=' | '!' | '<=' | '<!'; body: PatternNode; at: number }
  | { type: 'group'; capture: boolean; name?: string; body: PatternNode; at: number }
  | { type: 'back'; to: string; at: number }
  | { type: 'repeat'; min: number; max: number; lazy: boolean; body: PatternNode; at: number }
  | { type: 'sequence'; items: readonly PatternNode[] }
  | { type: 'choice'; items: readonly PatternNode[] }
  /** A character that matches in either case. */
  | { type: 'letter'; code: number }

export type PatternFlags = { ignoreCase: boolean; multiline: boolean; dotAll: boolean }

/** Longer than anything written by hand; V8 compiles it in a moment. */
const longest = 20_000
/** Deeper than anything written by hand, and far from the end of the stack. */
const deepest = 100

/** The tree of `source`, and the flags that hold for the whole of it (leading `(?i)` and the like included). Throws PatternProblem. */
export function parsePattern(source: string, flags: PatternFlags): { tree: PatternNode; flags: PatternFlags } {
  if (source.length > longest) throw new PatternProblem(longest, `got more than ${longest} characters`)
  const reader = new PatternReader(source, { ...flags })
  return { tree: reader.whole(), flags: reader.flags }
}

// {,} is no count: it is three characters.
const repetition = /\*|\+|\?|\{(\d+),(\d*)\}|\{(\d*),(\d+)\}|\{(\d+)\}/y

class PatternReader {
  flags: PatternFlags
  readonly #cursor: PatternCursor
  #depth = 0
  #groups = 0
  readonly #names = new Set<string>()
  readonly #references: { to: string; at: number }[] = []

  constructor(source: string, flags: PatternFlags) {
    this.#cursor = new PatternCursor(source)
    this.flags = flags
  }

  whole(): PatternNode {
    this.#leadingFlags()
    const tree = this.#choice()
    if (!this.#cursor.ended) throw new PatternProblem(this.#cursor.at, 'got ) without (')
    for (const { to, at } of this.#references) {
      const known = /^\d+$/.test(to) ? Number(to) <= this.#groups : this.#names.has(to)
      if (!known) throw new PatternProblem(at, `got a reference to group ${to}, which is not there`)
    }
    return tree
  }

  /** Python's `(?ims)` at the start holds for all of the pattern; x (comments and blanks) is the one that cannot be had. */
  #leadingFlags(): void {
    for (let found; (found = this.#cursor.match(/\(\?([a-zA-Z]+)\)/y));) {
      const verbose = found[1]!.search(/[^aimsuL]/)
      if (verbose >= 0)
        throw new PatternProblem(
          this.#cursor.at - found[0].length + 2 + verbose,
          `got the flag ${found[1]![verbose]}, of i, m, s`,
        )
      this.#set(this.flags, found[1]!, true)
    }
  }

  #set(flags: PatternFlags, letters: string, value: boolean): void {
    if (letters.includes('i')) flags.ignoreCase = value
    if (letters.includes('m')) flags.multiline = value
    if (letters.includes('s')) flags.dotAll = value
  }

  #choice(): PatternNode {
    if (++this.#depth > deepest)
      throw new PatternProblem(this.#cursor.at, `got more than ${deepest} groups inside each other`)
    const items = [this.#sequence()]
    while (this.#cursor.take('|')) items.push(this.#sequence())
    this.#depth--
    return items.length === 1 ? items[0]! : { type: 'choice', items }
  }

  #sequence(): PatternNode {
    const items: PatternNode[] = []
    while (!this.#cursor.ended && this.#cursor.peek() !== '|' && this.#cursor.peek() !== ')') {
      const item = this.#item()
      if (item) items.push(this.#repeated(item))
    }
    return items.length === 1 ? items[0]! : { type: 'sequence', items }
  }

  #repeated(body: PatternNode): PatternNode {
    const at = this.#cursor.at
    const found = this.#cursor.match(repetition)
    if (!found) return body
    if (body.type === 'assert' || body.type === 'look')
      throw new PatternProblem(at, `got ${found[0]} with nothing before it to repeat`)
    const [min, max] = bounds(found)
    if (max < min) throw new PatternProblem(at, `got ${found[0]}, whose numbers are out of order`)
    const lazy = this.#cursor.take('?')
    const next = this.#cursor.peek()
    if (next === '+' && !lazy)
      throw new PatternProblem(this.#cursor.at, 'got a possessive repetition, which is not supported')
    const after = this.#cursor.at
    if (this.#cursor.match(repetition)) throw new PatternProblem(after, `got ${next} after a repetition`)
    return { type: 'repeat', min, max, lazy, body, at }
  }

  #item(): PatternNode | undefined {
    const at = this.#cursor.at
    const code = this.#cursor.next()!
    const char = String.fromCodePoint(code)
    switch (char) {
      case '.':
        return { type: 'any', dotAll: this.flags.dotAll }
      case '^':
      case '$':
        return { type: 'assert', text: char }
      case '(':
        return this.#group(at)
      case '[':
        return { type: 'set', ...readSet(this.#cursor, at), ignoreCase: this.flags.ignoreCase }
      case '\\':
        return this.#escape(at)
      case '*':
      case '+':
      case '?':
        throw new PatternProblem(at, `got ${char} with nothing before it to repeat`)
      default:
        return this.#char(code)
    }
  }

  #char(code: number): PatternNode {
    return { type: this.flags.ignoreCase ? 'letter' : 'char', code }
  }

  #group(at: number): PatternNode | undefined {
    if (!this.#cursor.take('?')) return this.#captured(at)
    if (this.#cursor.match(/#[^)]*\)/y)) return undefined
    if (this.#cursor.take(':')) return { type: 'group', capture: false, body: this.#closed(at), at }
    const look = this.#cursor.match(/<?[=!]/y)
    if (look) return { type: 'look', kind: look[0] as '=', body: this.#closed(at), at }
    const named = this.#cursor.match(/P?<([A-Za-z_$][\w$]*)>/y)
    if (named) return this.#captured(at, named[1]!)
    const back = this.#cursor.match(/P=([A-Za-z_]\w*)\)/y)
    if (back) return this.#reference(back[1]!, at)
    const scoped = this.#cursor.match(/([a-zA-Z]*)(?:-([a-zA-Z]+))?:/y)
    if (scoped) return this.#scoped(at, scoped[1]!, scoped[2] ?? '')
    const later = this.#cursor.match(/[a-zA-Z]+\)/y)
    if (later) throw new PatternProblem(at, 'got flags that are not at the start')
    if (this.#cursor.take('>')) throw new PatternProblem(at, 'got an atomic group, which is not supported')
    if (this.#cursor.take('(')) throw new PatternProblem(at, 'got a conditional group, which is not supported')
    throw new PatternProblem(at, `got (?${this.#cursor.peek()}, which is no group`)
  }

  #captured(at: number, name?: string): PatternNode {
    this.#groups++
    if (name === undefined) return { type: 'group', capture: true, body: this.#closed(at), at }
    if (this.#names.has(name)) throw new PatternProblem(at, `got the group name ${name} twice`)
    this.#names.add(name)
    return { type: 'group', capture: true, name, body: this.#closed(at), at }
  }

  #scoped(at: number, on: string, off: string): PatternNode {
    const wrong = /[^aisuL]/.exec(on + off)
    if (wrong) throw new PatternProblem(at, `got the flag ${wrong[0]} for a group, of i, s`)
    const outer = this.flags
    this.flags = { ...outer }
    this.#set(this.flags, on, true)
    this.#set(this.flags, off, false)
    const body = this.#closed(at)
    this.flags = outer
    return { type: 'group', capture: false, body, at }
  }

  #closed(at: number): PatternNode {
    const body = this.#choice()
    if (!this.#cursor.take(')')) throw new PatternProblem(at, 'got ( without )')
    return body
  }

  #reference(to: string, at: number): PatternNode {
    this.#references.push({ to, at })
    return { type: 'back', to, at }
  }

  #escape(at: number): PatternNode {
    const found = this.#cursor.match(/([1-9]\d?)|k<([^>]+)>|([bB])|(A)|([Zz])/y)
    if (found?.[1] ?? found?.[2]) return this.#reference((found![1] ?? found![2])!, at)
    if (found?.[3]) return { type: 'assert', text: found[3] === 'b' ? '\\b' : '\\B' }
    if (found?.[4]) return { type: 'assert', text: 'start' }
    if (found?.[5]) return { type: 'assert', text: 'end' }
    const value = readEscape(this.#cursor, at)
    return typeof value === 'number' ? this.#char(value) : { type: 'class', text: value }
  }
}

function bounds(found: RegExpExecArray): [min: number, max: number] {
  if (found[0] === '*') return [0, Infinity]
  if (found[0] === '+') return [1, Infinity]
  if (found[0] === '?') return [0, 1]
  const [, min, max, none, most, exact] = found
  if (exact !== undefined) return [Number(exact), Number(exact)]
  if (most !== undefined) return [Number(none), Number(most)]
  return [Number(min), max === '' ? Infinity : Number(max)]
}
