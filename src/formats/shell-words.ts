/**
 * The words of a command line as bash makes them: quotes, `$'…'`, backslashes, continued lines. What only a shell can
 * do (variables, pipes) is refused by name. Input and output are latin1 text that stands for bytes, as `\xHH` means bytes.
 */
import { byteText, mistake, shown } from './request-parts.ts'

const blank = /[ \t\r\n]/
const operator = /[|&;<>()]/

/** @throws MiddleboxError usage */
export function shellWords(line: string, where: string): string[] {
  const words: string[] = []
  let word: string | undefined
  let at = 0
  while (at < line.length) {
    const char = line[at]!
    if (blank.test(char)) {
      if (word !== undefined) words.push(word)
      word = undefined
      at++
    } else if (word === undefined && char === '#') {
      at = endOfLine(line, at)
    } else if (operator.test(char)) {
      throw mistake(
        where,
        'one curl command',
        `the shell's ${shown(char)} after ${shown(line.slice(0, at).trimEnd().slice(-30))}`,
      )
    } else {
      const piece = readPiece(line, at, where)
      word = (word ?? '') + piece.text
      if (piece.continued && word === '') word = undefined
      at = piece.end
    }
  }
  if (word !== undefined) words.push(word)
  return words
}

type Piece = { text: string; end: number; continued?: boolean }

function readPiece(line: string, at: number, where: string): Piece {
  const char = line[at]!
  if (char === "'") return singleQuoted(line, at, where)
  if (char === '"') return doubleQuoted(line, at, where)
  if (char === '\\') return escaped(line, at)
  if (char === '$' && line[at + 1] === "'") return ansiQuoted(line, at + 2, where)
  if (char === '$' && line[at + 1] === '"') return doubleQuoted(line, at + 1, where)
  if (isExpansion(line, at)) throw expansion(line, at, where)
  return { text: char, end: at + 1 }
}

function endOfLine(line: string, at: number): number {
  const end = line.indexOf('\n', at)
  return end < 0 ? line.length : end
}

function escaped(line: string, at: number): Piece {
  const next = /^\r?\n/.exec(line.slice(at + 1, at + 3))
  if (next) return { text: '', end: at + 1 + next[0].length, continued: true }
  return { text: line[at + 1] ?? '\\', end: at + 2 }
}

function singleQuoted(line: string, at: number, where: string): Piece {
  const end = line.indexOf("'", at + 1)
  if (end < 0) throw unclosed(line, at, where)
  return { text: line.slice(at + 1, end), end: end + 1 }
}

function doubleQuoted(line: string, at: number, where: string): Piece {
  let text = ''
  let i = at + 1
  for (; i < line.length && line[i] !== '"'; i++) {
    if (line[i] !== '\\') {
      if (isExpansion(line, i)) throw expansion(line, i, where)
      text += line[i]!
    } else if (/["\\$`]/.test(line[i + 1] ?? '')) text += line[++i]!
    else if (line[i + 1] === '\n') i++
    else text += '\\'
  }
  if (i >= line.length) throw unclosed(line, at, where)
  return { text, end: i + 1 }
}

function isExpansion(line: string, at: number): boolean {
  return line[at] === '`' || (line[at] === '$' && /[A-Za-z_{(0-9?!@*#]/.test(line[at + 1] ?? ''))
}

function expansion(line: string, at: number, where: string) {
  const [found = '`'] = /^\$(\w+|\{[^}]*\}?|\([^)]*\)?|.)|^`[^`]*`?/.exec(line.slice(at)) ?? []
  return mistake(
    where,
    'a curl command without variables',
    shown(found),
    'Let the shell fill it in: put the command in double quotes.',
  )
}

function unclosed(line: string, at: number, where: string) {
  return mistake(where, `a closing ${line[at]!}`, `the end after ${shown(line.slice(at, at + 20))}`)
}

const ansi: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** One escape of `$'…'` (bash's manual, ANSI-C Quoting). */
const ansiEscape = /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3})|c([^])|([^]))/g

function ansiQuoted(line: string, from: number, where: string): Piece {
  const body = /^(?:[^'\\]|\\[^])*/.exec(line.slice(from))![0]
  const end = from + body.length
  if (line[end] !== "'") throw unclosed(line, from - 1, where)
  const text = body.replace(
    ansiEscape,
    (whole, hex?: string, short?: string, long?: string, octal?: string, control?: string, char?: string) => {
      if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16))
      const point = short ?? long
      if (point !== undefined)
        return parseInt(point, 16) <= 0x10ffff ? byteText(String.fromCodePoint(parseInt(point, 16))) : whole
      if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8) & 255)
      if (control !== undefined) return String.fromCharCode(control.charCodeAt(0) & 31)
      return ansi[char!] ?? (/['"?\\]/.test(char!) ? char! : whole)
    },
  )
  return { text, end: end + 1 }
}
