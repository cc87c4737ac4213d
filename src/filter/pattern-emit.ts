/**
 * Writes a pattern's tree as a JavaScript regular expression that V8 can search in linear time.
 *
 * The process runs with `--enable-experimental-regexp-engine-on-excessive-backtracks`: after 50,000 backtracks V8
 * starts again with its linear engine. Measured on Node 24.21, that engine refuses the flags i, u and v, look-around,
 * references and counts over 16, and loops over one plain character never count as backtracking (`[^=]*x` on a MiB of
 * other text takes 40 s). So case is written out (`[aA]`), and what is repeated without end is put in a capture group,
 * which does count: the same search takes 0.1 s.
 */
import type { PatternNode } from './pattern-parse.ts'
import type { SetItem } from './pattern-set.ts'

/** `unicode`: the u flag is set, so characters are code points. `captures`: groups are numbered, because they are referred to. */
export type EmitMode = { unicode: boolean; captures: boolean; multiline: boolean }

export function emitPattern(node: PatternNode, mode: EmitMode): string {
  switch (node.type) {
    case 'char':
      return emitChar(node.code, mode)
    case 'letter': {
      const other = otherCase(node.code)
      return other === undefined ? emitChar(node.code, mode) : `[${escapeChar(node.code)}${escapeChar(other)}]`
    }
    case 'any':
      return node.dotAll ? '[^]' : '.'
    case 'class':
      return node.text
    case 'set':
      return emitSet(node.items, node.negated, node.ignoreCase)
    case 'assert':
      return emitAssert(node.text, mode)
    case 'look':
      return `(?${node.kind}${emitPattern(node.body, mode)})`
    case 'group':
      return `(${node.capture && mode.captures ? groupName(node.name) : '?:'}${emitPattern(node.body, mode)})`
    case 'back':
      return /^\d+$/.test(node.to) ? `(?:\\${node.to})` : `\\k<${node.to}>`
    case 'repeat':
      return emitRepeat(node, mode)
    case 'sequence':
      return node.items
        .map((item) => (item.type === 'choice' ? `(?:${emitPattern(item, mode)})` : emitPattern(item, mode)))
        .join('')
    case 'choice':
      return node.items.map((item) => emitPattern(item, mode)).join('|')
  }
}

function groupName(name: string | undefined): string {
  return name === undefined ? '' : `?<${name}>`
}

function emitRepeat(node: Extract<PatternNode, { type: 'repeat' }>, mode: EmitMode): string {
  const open = node.max === Infinity && !mode.captures ? '(' : '(?:'
  const count =
    node.max === Infinity
      ? node.min < 2
        ? '*+'[node.min]!
        : `{${node.min},}`
      : node.min === 0 && node.max === 1
        ? '?'
        : `{${node.min},${node.max}}`
  return `${open}${emitPattern(node.body, mode)})${count}${node.lazy ? '?' : ''}`
}

function emitAssert(text: Extract<PatternNode, { type: 'assert' }>['text'], mode: EmitMode): string {
  if (text === 'start') return mode.multiline ? '(?<![^])' : '^'
  if (text === 'end') return mode.multiline ? '(?![^])' : '$'
  return text
}

function emitChar(code: number, mode: EmitMode): string {
  // Without the u flag a character beyond the BMP is two units; the group keeps them together under a repetition.
  if (code > 0xffff && !mode.unicode) {
    const text = String.fromCodePoint(code)
    return `(?:${escapeChar(text.charCodeAt(0))}${escapeChar(text.charCodeAt(1))})`
  }
  return escapeChar(code)
}

/** One character, with every character that means something in any mode written as a code. */
function escapeChar(code: number): string {
  if (code > 0xffff) return `\\u{${code.toString(16)}}`
  const char = String.fromCharCode(code)
  return /[\w /:;,@%&=~#<>"'`]/.test(char) ? char : `\\u${code.toString(16).padStart(4, '0')}`
}

function emitSet(items: readonly SetItem[], negated: boolean, ignoreCase: boolean): string {
  let text = ''
  for (const item of items) {
    if ('class' in item) text += item.class
    else
      for (const range of ignoreCase ? bothCases(item.low, item.high) : [item]) text += emitRange(range.low, range.high)
  }
  return `[${negated ? '^' : ''}${text}]`
}

function emitRange(low: number, high: number): string {
  return low === high ? escapeChar(low) : `${escapeChar(low)}-${escapeChar(high)}`
}

/** A range and the other case of its members, as ranges. Beyond the BMP case is kept: few scripts there have any. */
function bothCases(low: number, high: number): { low: number; high: number }[] {
  const ranges = [{ low, high }]
  for (let code = low; code <= Math.min(high, 0xffff); code++) {
    const other = otherCase(code)
    if (other === undefined || (other >= low && other <= high)) continue
    const last = ranges.at(-1)!
    if (ranges.length > 1 && other === last.high + 1) last.high = other
    else ranges.push({ low: other, high: other })
  }
  return ranges
}

/** The other case of a character as JavaScript's i flag has it (ECMA-262 §22.2.2.7.3): single units, never across ASCII. */
function otherCase(code: number): number | undefined {
  if (code > 0xffff) return undefined
  const char = String.fromCharCode(code)
  const upper = char.toUpperCase()
  const other = upper === char ? char.toLowerCase() : upper
  if (other === char || other.length !== 1) return undefined
  const to = other.charCodeAt(0)
  return code < 128 === to < 128 ? to : undefined
}
