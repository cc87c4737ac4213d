/** How the screen is shared between the list and the detail. */
import type { Size, Ui } from '../state/ui.ts'

export type Area = { readonly x: number; readonly y: number; readonly columns: number; readonly rows: number }

export type Screen = {
  /** Rows of the head: who we are, the filter, a rule. */
  readonly head: number
  readonly list: Area | undefined
  readonly detail: Area | undefined
  /** The last row. */
  readonly status: number
}

/** Columns from which the two stand beside each other, and rows from which they stand one below the other. */
const wide = 160
const tall = 30

/** Columns that a list beside the detail keeps, and that a detail takes before the list gets more: two legs stand beside each other in it. */
const listBeside = 80
const detailBeside = 116

export function screenOf({ size, layout, detail, focus, overlay }: Ui): Screen {
  const head = size.rows >= 12 ? 2 : 1
  const status = size.rows - 1
  const whole: Area = { x: 0, y: head, columns: size.columns, rows: Math.max(0, status - head) }
  const shared = { head, status }
  if (!detail.open || (overlay !== undefined && overlay.kind !== 'confirm'))
    return { ...shared, list: whole, detail: undefined }
  const place = placeFor(layout, size)
  if (place === 'full')
    return focus === 'detail'
      ? { ...shared, list: undefined, detail: whole }
      : { ...shared, list: whole, detail: undefined }
  if (place === 'beside') {
    const left = Math.min(Math.floor(size.columns / 2), Math.max(listBeside, size.columns - detailBeside))
    return {
      ...shared,
      list: { ...whole, columns: left },
      detail: { ...whole, x: left + 1, columns: size.columns - left - 1 },
    }
  }
  const upper = Math.max(4, Math.floor(whole.rows * 0.4))
  return {
    ...shared,
    list: { ...whole, rows: upper },
    detail: { ...whole, y: head + upper, rows: whole.rows - upper },
  }
}

function placeFor(layout: Ui['layout'], { columns, rows }: Size): 'below' | 'beside' | 'full' {
  // What was asked for holds as far as it can be read.
  if (layout === 'beside' && columns >= 100) return 'beside'
  if (layout === 'below' && rows >= 16) return 'below'
  if (layout !== 'auto') return 'full'
  if (columns >= wide) return 'beside'
  return rows >= tall ? 'below' : 'full'
}

/** Rows of the list's own area that show exchanges: one is for the heads of its columns. */
export function listRows(area: Area | undefined): number {
  return Math.max(0, (area?.rows ?? 0) - 1)
}

/** Rows of the detail's area that show lines: the rule with the title, and the tabs. */
export function detailRows(area: Area | undefined): number {
  return Math.max(0, (area?.rows ?? 0) - 2)
}
