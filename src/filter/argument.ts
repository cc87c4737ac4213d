/** Reads what follows an atom's name: a pattern, a comparison with a number, or words from a list. */
import { parseBytes } from '../kit/bytes.ts'
import { parseDuration } from '../kit/duration.ts'
import { nearest } from '../kit/nearest.ts'
import type { Atom } from './atom.ts'
import type { Argument, Operator } from './node.ts'
import { compilePattern } from './pattern.ts'
import { PatternProblem } from './pattern-cursor.ts'
import type { Scanner, Word } from './scan.ts'
import { printable } from './scan.ts'

/** The argument at the cursor, which stands right behind the name. Throws filter_invalid. */
export function readArgument(scanner: Scanner, atom: Atom): Argument {
  const after = scanner.at
  const none = (): Argument => {
    scanner.at = after
    return { kind: 'none', start: after, end: after }
  }
  scanner.skipBlanks()
  switch (atom.argument) {
    case 'none':
      return none()
    case 'optional pattern':
      return /[&|!)(~]|^$/.test(scanner.peek()) ? none() : readPattern(scanner, atom)
    case 'pattern':
      return readPattern(scanner, atom)
    case 'choice':
      return readChoice(scanner, atom)
    case 'status':
    case 'duration':
    case 'size':
      return readComparison(scanner, atom, atom.argument)
  }
}

function readPattern(scanner: Scanner, atom: Atom): Argument {
  const start = scanner.at
  const quoted = /["']/.test(scanner.peek())
  const word = scanner.word()
  if (!word || (!quoted && /^[&|]+$/.test(word.text))) {
    const hint = /[(~]/.test(scanner.text[start] ?? '')
      ? 'Put a pattern in quotes when it has blanks, quotes, parentheses or a tilde.'
      : `For example: ${atom.example}`
    throw scanner.wrong(start, `a pattern after ~${atom.name}`, scanner.found(start), hint)
  }
  checkPattern(scanner, word, atom)
  return { kind: 'pattern', source: word.text, start, end: word.end }
}

/** Refuses a pattern that does not compile, with the column in the filter. */
function checkPattern(scanner: Scanner, word: Word, atom: Atom): void {
  try {
    compilePattern(word.text, atom.flags)
  } catch (error) {
    if (!(error instanceof PatternProblem)) throw error
    const place = word.places[error.at] ?? word.end
    throw scanner.wrong(
      place,
      'a regular expression',
      error.message.replace(/^got /, ''),
      'Filters take JavaScript regular expressions; middlebox help filters lists the atoms.',
    )
  }
}

function readChoice(scanner: Scanner, atom: Atom): Argument {
  const start = scanner.at
  const choices = atom.choices ?? []
  const wanted = `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)} after ~${atom.name}`
  const word = scanner.word()
  if (!word) throw scanner.wrong(start, wanted, scanner.found(start), `For example: ${atom.example}`)
  const values = word.text.toLowerCase().split('|')
  const unknown = values.find((value) => !choices.includes(value))
  if (unknown !== undefined) {
    const near = nearest(unknown, choices)
    throw scanner.wrong(
      start,
      wanted,
      printable(unknown) || 'nothing',
      near === undefined ? `For example: ${atom.example}` : `Did you mean ${near}?`,
    )
  }
  return { kind: 'choice', values, start, end: word.end }
}

const wants = {
  status: 'a status, a class such as 4xx, or a comparison such as >=500',
  duration: 'a time such as >500, >500ms or >2s',
  size: 'a size such as >1m, >64k or 0',
}

function readComparison(scanner: Scanner, atom: Atom, kind: keyof typeof wants): Argument {
  const start = scanner.at
  const written = scanner.match(/(?:!=|>=|<=|==?|>|<)\s*/y)
  const operator = (written?.trim().replace('==', '=') ?? '=') as Operator
  const from = scanner.at
  const word = scanner.word()
  const text = word?.text.toLowerCase().replaceAll(/\s/g, '') ?? ''
  const refuse = (hint: string) =>
    scanner.wrong(word ? from : scanner.at, `${wants[kind]} after ~${atom.name}`, scanner.found(from), hint)
  if (!word) throw refuse(`For example: ${atom.example}`)
  const span = { start, end: word.end }
  const hundreds = kind === 'status' ? /^([1-9])xx$/.exec(text)?.[1] : undefined
  if (hundreds !== undefined) {
    if (operator === '=' || operator === '!=') return { kind: 'class', operator, hundreds: Number(hundreds), ...span }
    throw refuse(`A class is compared with = or != only; write ${operator}${hundreds}00.`)
  }
  const value =
    kind === 'status'
      ? /^\d{1,9}$/.test(text)
        ? Number(text)
        : undefined
      : kind === 'duration'
        ? parseDuration(text, 'ms')
        : parseBytes(text)
  if (value === undefined || !Number.isFinite(value)) {
    throw refuse(
      /[|&]/.test(text)
        ? `Put blanks around the operator: ~${atom.name} 1 | ~${atom.name} 2`
        : `For example: ${atom.example}`,
    )
  }
  return { kind: 'comparison', operator, text, value, ...span }
}

export function compare(operator: Operator, a: number, b: number): boolean {
  switch (operator) {
    case '=':
      return a === b
    case '!=':
      return a !== b
    case '>':
      return a > b
    case '>=':
      return a >= b
    case '<':
      return a < b
    case '<=':
      return a <= b
  }
}
