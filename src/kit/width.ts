/** How many columns a text takes in a terminal, and fitting it into a number of them. Expects text without control characters. */

/** East Asian wide and fullwidth ranges (Unicode 16, UAX #11), coarse where a block is wide as a whole. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u

/** Marks that sit on the character before, and format characters without a width of their own. */
const zero = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]+$/u

const ascii = /^[\x00-\x7f]*$/

let segmenter: Intl.Segmenter | undefined

/** Columns of the text. */
export function widthOf(text: string): number {
  if (ascii.test(text)) return text.length
  let width = 0
  for (const part of graphemes(text)) width += graphemeWidth(part)
  return width
}

/** The text in exactly `columns`: cut with `…` when too long, filled with spaces on the right when too short. */
export function fit(text: string, columns: number): string {
  return pad(truncate(text, columns), columns)
}

/** The text filled with spaces on the right to at least `columns`. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)))
}

/** The text in at most `columns`, its cut end marked with `…`. */
export function truncate(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text
  if (columns < 1) return ''
  let kept = ''
  let width = 0
  for (const part of graphemes(text)) {
    width += graphemeWidth(part)
    if (width > columns - 1) break
    kept += part
  }
  return `${kept}…`
}

/** How many characters (UTF-16) of the text fit into `columns`; at least one grapheme, so that whoever cuts gets on. */
export function lengthWithin(text: string, columns: number): number {
  if (ascii.test(text)) return Math.min(text.length, Math.max(1, columns))
  let length = 0
  let width = 0
  for (const part of graphemes(text)) {
    width += graphemeWidth(part)
    if (width > columns && length > 0) return length
    length += part.length
  }
  return length
}

function* graphemes(text: string): Iterable<string> {
  if (ascii.test(text)) {
    yield* text
    return
  }
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  for (const { segment } of segmenter.segment(text)) yield segment
}

function graphemeWidth(part: string): number {
  if (zero.test(part)) return 0
  // U+FE0F asks for the wide, coloured form of a character that has both.
  return wide.test(part) || part.includes('\ufe0f') ? 2 : 1
}
