/** mitmproxy's pattern specs: `[/filter]/subject/replacement`, where the first character is the separator. */
import { parseFilter } from '../../filter/index.ts'
import { invalid } from '../../kit/option-table.ts'
import { placed } from './wrong.ts'

export type Spec = { filter: string; subject: string; replacement: string }

/** Two or three parts; the last may hold the separator. @throws MiddleboxError rule_invalid, filter_invalid */
export function readSpec(text: string, where: string, names: string): Spec {
  const [first, second, third] = parts(text, 3)
  if (first === undefined || second === undefined)
    throw invalid(where, `[/filter]/${names}, with any separator`, JSON.stringify(text))
  const spec =
    third === undefined
      ? { filter: '', subject: first, replacement: second }
      : { filter: first, subject: second, replacement: third }
  checkFilter(spec.filter, where)
  return spec
}

/** Two parts: a filter and something. */
export function readPair(text: string, where: string, names: string): [filter: string, value: string] {
  const [filter, value, more] = parts(text, 3)
  if (filter === undefined || value === undefined || more !== undefined)
    throw invalid(where, `/${names}, with any separator`, JSON.stringify(text))
  checkFilter(filter, where)
  return [filter, value]
}

function parts(text: string, most: number): string[] {
  const separator = text[0] ?? ''
  if (separator === '' || /[\w\s]/.test(separator)) return []
  const [, ...all] = text.split(separator)
  return all.length <= most ? all : [...all.slice(0, most - 1), all.slice(most - 1).join(separator)]
}

export function checkFilter(filter: string, where: string): void {
  try {
    parseFilter(filter)
  } catch (error) {
    throw placed(where, error)
  }
}

/** Python's replacement as JavaScript's: `\1` and `\g<name>` are groups, and a dollar is a dollar. */
export function fromPython(replacement: string): string {
  return replacement
    .replaceAll('$', '$$$$')
    .replace(/\\g<(\w+)>/g, (_, name: string) => (/^\d+$/.test(name) ? `$${name}` : `$<${name}>`))
    .replace(/\\(\d)/g, '$$$1')
}

/** A text that stands for itself as a replacement; `\n`, `\t`, `\r` and `\\` as in Python. */
export function literal(replacement: string): string {
  const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\' }
  return replacement.replace(/\\([ntr\\])/g, (_, letter: string) => escapes[letter]!).replaceAll('$', '$$$$')
}
