/** A line as text: JSON on one line that is safe to look at in a terminal. */
import type { Line } from './line-schema.ts'

/** What JSON.stringify leaves as it is and a terminal or a line reader acts on: DEL, C1, line separators, bidirectional controls. */
const unsafe = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/** The same value for every JSON reader, with nothing in it that a terminal would obey. */
export function formatNdjson(line: Line): string {
  return JSON.stringify(line).replace(
    unsafe,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
