/** Lines as the terminal gets them: cut and filled to the width, styles turned into SGR sequences. The hottest code of a frame. */
import { truncate, widthOf } from '../../kit/width.ts'
import type { Line, Style } from '../parts/line.ts'
import { isPixels, paintPixels } from './pixels.ts'
import type { Theme } from './theme.ts'

/** What lies under a row: the cursor's bar where the focus is, or a fainter one. */
export type Ground = 'none' | 'selected' | 'selectedAway'

const reset = '\x1b[0m'

/** What terminals may count otherwise than we do: everything but Latin, punctuation, lines and blocks, braille, kana, Han and Hangul. */
const uncertain =
  /[^\x00-\u02ff\u2010-\u2027\u2190-\u21ff\u2500-\u259f\u2800-\u28ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]/

/**
 * The line in exactly `columns`, from column `x` on. What follows a text of uncertain width is placed at its column, so that
 * the columns below each other stay so.
 */
export function paintLine(line: Line, columns: number, theme: Theme, ground: Ground = 'none', x = 0): string {
  const under = ground === 'none' ? '' : theme[ground]
  let painted = ''
  let left = columns
  for (const [text, style = 'plain'] of line) {
    if (left <= 0) break
    const width = widthOf(text)
    const shown = width <= left ? text : truncate(text, left)
    left -= width <= left ? width : widthOf(shown)
    painted += paintText(shown, style, theme, under)
    if (left > 0 && uncertain.test(shown)) painted += `\x1b[${x + columns - left + 1}G`
    if (shown !== text) break
  }
  return left > 0 ? painted + paintText(' '.repeat(left), 'plain', theme, under) : painted
}

function paintText(text: string, style: Style, theme: Theme, under: string): string {
  if (isPixels(style)) return paintPixels(text, style, theme)
  const own = theme.styles[style]
  if (own === '' && under === '') return text
  return `\x1b[${own === '' || under === '' ? own + under : `${under};${own}`}m${text}${reset}`
}

/** The text alone: for screen readers and for tests. */
export function plainLine(line: Line): string {
  return line.map(([text]) => text).join('')
}
