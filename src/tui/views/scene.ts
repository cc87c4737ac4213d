/** Everything a frame is made of: the state of the view, and what the session has to show. Views take it and give lines. */
import type { ExchangeList } from '../list/exchange-list.ts'
import type { Row, Subject } from '../list/row.ts'
import type { Keymap } from '../keys/keymap.ts'
import type { Context } from '../keys/bindings.ts'
import type { TuiSource } from '../source.ts'
import type { Ui } from '../state/ui.ts'
import type { TabView } from '../detail/tab.ts'

/** What the detail shows, held while it is read. */
export type Reading = {
  readonly row: Row
  readonly subject: Subject
  /** False once the history let go of it: it can be looked at, and that is all. */
  readonly kept: boolean
}

export type Scene = {
  readonly ui: Ui
  readonly list: ExchangeList
  readonly source: TuiSource
  readonly keymap: Keymap
  readonly now: number
  /** Undefined while the detail is closed, and where there is nothing to read. */
  readonly reading: Reading | undefined
  /** What detail tabs keep while an exchange is looked at. */
  memory(tab: string, id: string): TabView['memory']
  redraw(): void
}

/** Where keys go: to what lies on top. */
export function contextOf({ overlay, focus, detail }: Ui): Context {
  switch (overlay?.kind) {
    case undefined:
      return focus === 'detail' && detail.open ? 'detail' : 'list'
    case 'rules':
    case 'paused':
      return overlay.kind
    case 'menu':
      return 'menu'
    case 'fault':
      return overlay.field > 0 ? 'field' : 'fault'
    default:
      return 'view'
  }
}

/** What the keys are about: what is read, else the row under the cursor. */
export function selectedRow({ reading, list, ui }: Pick<Scene, 'reading' | 'list' | 'ui'>): Row | undefined {
  return reading?.row ?? list.rows[list.indexOf(ui.cursor)]
}
