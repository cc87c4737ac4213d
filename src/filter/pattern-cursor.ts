/** The cursor over a pattern's text, and the smallest thing read with it: an escaped character or class. */

/** What is wrong with a pattern, and where (an offset into it). */
export class PatternProblem extends Error {
  readonly at: number
  constructor(at: number, message: string) {
    super(message)
    this.at = at
  }
}

export class PatternCursor {
  readonly source: string
  at = 0

  constructor(source: string) {
    this.source = source
  }

  get ended(): boolean {
    return this.at >= this.source.length
  }

  /** The code unit here, or further on; '' past the end. */
  peek(ahead = 0): string {
    return this.source[this.at + ahead] ?? ''
  }

  take(char: string): boolean {
    if (this.peek() !== char) return false
    this.at++
    return true
  }

  /** What a sticky expression finds here; passes it. */
  match(sticky: RegExp): RegExpExecArray | null {
    sticky.lastIndex = this.at
    const found = sticky.exec(this.source)
    if (found) this.at += found[0].length
    return found
  }

  /** The next character; undefined at the end. */
  next(): number | undefined {
    const code = this.source.codePointAt(this.at)
    if (code !== undefined) this.at += code > 0xffff ? 2 : 1
    return code
  }
}

const known =
  /([dDwWsS]|[pP]\{[\w=]+\})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|u\{([\da-fA-F]{1,6})\}|U([\da-fA-F]{8})|c([A-Za-z])|0([0-7]{0,2})/y

const controls: Record<string, number> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 }

/** What stands behind the backslash at `at`, in or out of a set: a character, or a class as text. */
export function readEscape(cursor: PatternCursor, at: number): number | string {
  const found = cursor.match(known)
  if (found) {
    const [, shorthand, hex2, hex4, hexes, hex8, control, octal] = found
    if (shorthand !== undefined) return `\\${shorthand}`
    if (control !== undefined) return control.charCodeAt(0) % 32
    if (octal !== undefined) return parseInt(`0${octal}`, 8)
    const code = parseInt((hex2 ?? hex4 ?? hexes ?? hex8)!, 16)
    if (code > 0x10ffff) throw new PatternProblem(at, 'got a character beyond Unicode')
    return code
  }
  const code = cursor.next()
  if (code === undefined) throw new PatternProblem(at, 'got a backslash at the end')
  const char = String.fromCodePoint(code)
  const control = controls[char]
  if (control !== undefined) return control
  if (/[A-Za-z0-9]/.test(char)) throw new PatternProblem(at, `got \\${char}, which means nothing`)
  return code
}
