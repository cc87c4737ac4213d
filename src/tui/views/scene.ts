/** Everything a frame is made of: the state of the view, and what the session has to show. Views take it and give lines. */
import type { ExchangeList } from '../list/exchange-list.ts'
import type { Keymap } from '../keys/keymap.ts'
import type { Context } from '../keys/bindings.ts'
import type { TuiSource } from '../source.ts'
import type { Ui } from '../state/ui.ts'
import type { TabView } from '../detail/tab.ts'

export type Scene = {
  readonly ui: Ui
  readonly list: ExchangeList
  readonly source: TuiSource
  readonly keymap: Keymap
  readonly now: number
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
    case 'fault':
      return 'menu'
    default:
      return 'view'
  }
}
