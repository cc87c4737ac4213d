/** The cursor over a filter's text: blanks, words and quoted strings, and complaints that point at a column. */
import { MiddleboxError } from '../model/errors.ts'

export type Word = {
  text: string
  start: number
  end: number
  /** The place in the filter of each character of `text`: backslashes in quotes shift them. */
  places: readonly number[]
}

/** What ends an unquoted word, as in mitmproxy: an operator inside a word belongs to it (`a=1&b=2`). */
const wordEnd = /[()~'"\s]/

export class Scanner {
  readonly text: string
  at = 0

  constructor(text: string) {
    this.text = text
  }

  skipBlanks(): void {
    while (this.at < this.text.length && /\s/.test(this.text[this.at]!)) this.at++
  }

  /** The next character; '' at the end. */
  peek(): string {
    return this.text[this.at] ?? ''
  }

  take(char: string): boolean {
    if (this.peek() !== char) return false
    this.at++
    return true
  }

  /** What a sticky expression finds here. */
  match(sticky: RegExp): string | undefined {
    sticky.lastIndex = this.at
    const found = sticky.exec(this.text)?.[0]
    if (found !== undefined) this.at += found.length
    return found
  }

  /** The word or quoted string that begins here; undefined when neither does. */
  word(): Word | undefined {
    const start = this.at
    const quote = this.peek()
    if (quote === '"' || quote === "'") return this.#quoted(quote)
    while (this.at < this.text.length && !wordEnd.test(this.peek())) this.at++
    if (this.at === start) return undefined
    const places = Array.from({ length: this.at - start }, (_, index) => start + index)
    return { text: this.text.slice(start, this.at), start, end: this.at, places }
  }

  /** A backslash takes the meaning from quotes and backslashes; before anything else it stays, so that "\d" is a digit. */
  #quoted(quote: string): Word {
    const start = this.at++
    const places: number[] = []
    let text = ''
    while (this.peek() !== quote) {
      if (this.at >= this.text.length)
        throw this.wrong(start, `a closing ${quote}`, 'the end', `Close the quote, or escape it as \\${quote}.`)
      if (this.peek() === '\\' && /["'\\]/.test(this.text[this.at + 1] ?? '')) this.at++
      places.push(this.at)
      text += this.text[this.at++]
    }
    return { text, start, end: ++this.at, places }
  }

  /** What stands at a place, for complaints. */
  found(at: number): string {
    if (at >= this.text.length) return 'the end'
    const rest = this.text.slice(at)
    return printable(/^[^\s()~'"]+|^~[^\s()~'"]*|^./su.exec(rest)?.[0] ?? rest)
  }

  wrong(at: number, expected: string, got: string, hint?: string): MiddleboxError {
    const where = at >= this.text.length ? this.text.length : at
    return new MiddleboxError(
      'filter_invalid',
      `Expected ${expected}, got ${got} at column ${where + 1} of the filter ${printable(this.text)}`,
      hint,
    )
  }
}

/** Foreign text for one line of a terminal: no control characters, not too long. */
export function printable(text: string): string {
  const shown = text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '\u00b7')
  return shown.length > 100 ? `${shown.slice(0, 99)}…` : shown
}
