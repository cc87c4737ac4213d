/**
 * How finished rows pass through Ink: each row is one character to it, and becomes the row again on its way to the terminal.
 * Ink then lays out and compares a column of characters, which costs a twentieth of taking every row apart into cells, and
 * still writes only the rows that changed.
 */

/** A private-use area (U+E000 to U+F8FF): one column wide for Ink, and never in what reaches the terminal. */
const first = 0xe000
const count = 0x1900

export interface RowTable {
  /** One character for each row; the same row at the same place keeps its character. */
  encode(rows: readonly string[]): string[]
  /** Gives every row a new character: after the terminal may have lost what it showed. */
  forget(): void
  /** The text with rows in place of their characters. */
  expand(text: string): string
}

export function createRowTable(): RowTable {
  let shown: { row: string; sign: string }[] = []
  // What Ink wrote last may still be on its way, so the rows before are known too.
  let before = new Map<string, string>()
  let now = new Map<string, string>()
  let next = 0

  return {
    encode(rows) {
      before = now
      now = new Map()
      shown = rows.map((row, index) => {
        const old = shown[index]
        const sign = old?.row === row ? old.sign : String.fromCharCode(first + (next++ % count))
        now.set(sign, row)
        return { row, sign }
      })
      return shown.map(({ sign }) => sign)
    },
    forget() {
      shown = []
    },
    expand: (text) => text.replace(/[\ue000-\uf8ff]/g, (sign) => now.get(sign) ?? before.get(sign) ?? sign),
  }
}
