/** Rows of a document in the styles of the screen. */
import type { ContentRow, Kind } from '../../content/document.ts'
import type { Line, Span, Style } from '../parts/line.ts'

/** Kinds that are called otherwise here: a `key` of the screen is one of the keyboard. */
const styles: Partial<Record<Kind, Style>> = { key: 'name' }

export function contentLine(row: ContentRow): Line {
  return row.map(([text, kind]): Span => (kind === undefined ? [text] : [text, styles[kind] ?? (kind as Style)]))
}
