/**
 * What is being read stays: newer exchanges come, the filter changes, the history lets go of it, and the detail shows it still.
 * It is held here, with whether it can be acted on.
 */
import { MiddleboxError } from '../../model/errors.ts'
import type { Row, Subject } from '../list/row.ts'
import { screenOf } from '../views/layout.ts'
import type { Reading } from '../views/scene.ts'
import type { App } from './app.ts'

/** Whether the detail is on the screen, or would be without what lies over it. */
export function isReading({ ui }: Pick<App, 'ui'>): boolean {
  return screenOf({ ...ui, overlay: undefined }).detail !== undefined
}

/** What is read now: what was read before, as long as the cursor stays with it, else what the cursor is on. */
export function readingNow(app: App, before: Reading | undefined): Reading | undefined {
  const { list, ui } = app
  if (!isReading(app)) return undefined
  const stays = before?.row.sequence === ui.cursor && !isHidden(app, before.row)
  const row = stays ? before.row : list.rows[list.indexOf(ui.cursor)]
  const subject = row === undefined ? undefined : keptSubject(app, row)
  if (row !== undefined && subject !== undefined) return { row, subject, kept: true }
  return stays ? { ...before, kept: false } : undefined
}

/** Whoever filters in the list wants a row of the list; whoever reads goes on reading. */
function isHidden({ list, ui }: App, row: Row): boolean {
  return ui.focus === 'list' && list.rowOf(row.id) !== undefined && !row.passes
}

function keptSubject({ list }: App, row: Row): Subject | undefined {
  return list.rowOf(row.id) === undefined ? undefined : list.subject(row)
}

/** @throws MiddleboxError usage when what is shown can only be looked at. */
export function checkKept(app: App): void {
  if (app.ui.overlay?.kind !== 'paused' && app.reading()?.kept === false)
    throw new MiddleboxError(
      'usage',
      'Expected an exchange that is still kept, got one that is no longer.',
      'It can be read and copied. With more --max-exchanges or --max-memory more is kept.',
    )
}

/** Reads this one from now on, though the filter may keep it from the list. */
export function show(app: App, row: Row): Reading | undefined {
  const { ui, list } = app
  app.ui = { ...ui, cursor: row.sequence, place: list.near(row.sequence), detail: { ...ui.detail, from: 0 } }
  const subject = list.subject(row)
  return subject && { row, subject, kept: true }
}
