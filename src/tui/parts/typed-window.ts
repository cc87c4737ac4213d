/** The part of a typed line that has room on the screen: the place where somebody types is always in it. */
import { lengthWithin, truncate, widthOf } from '../../kit/width.ts'
import type { Typed } from './edit-text.ts'

export type TypedWindow = {
  readonly shown: string
  /** The column of the cursor in it. */
  readonly cursor: number
  /** Characters (UTF-16) of the line before what is shown, less those that stand for them. */
  readonly from: number
}

/** Columns behind the cursor that are seen with it, where there is something. */
const ahead = 8

export function typedWindow({ text, at }: Typed, room: number): TypedWindow {
  const before = text.slice(0, at)
  const width = widthOf(before)
  // The cursor needs a column of its own at the end.
  if (widthOf(text) < room) return { shown: text, cursor: width, from: 0 }
  const after = text.slice(at)
  const seen = Math.max(1, Math.min(ahead, widthOf(after)))
  if (width + seen < room) return { shown: truncate(text, room - 1), cursor: width, from: 0 }
  // One column is for the sign of what is left out.
  const from = lengthWithin(text, Math.max(1, width - Math.max(0, room - 2 - seen)))
  const kept = text.slice(from, at)
  const cursor = 1 + widthOf(kept)
  return { shown: `…${kept}${truncate(after, Math.max(0, room - 1 - cursor))}`, cursor, from: from - 1 }
}
