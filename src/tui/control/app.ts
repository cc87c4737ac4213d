/** The interface without its terminal: state, list and session in one hand. Keys and typed lines go in, frames come out. */
import type { Exchange } from '../../model/exchange.ts'
import { ExchangeList } from '../list/exchange-list.ts'
import { asExchange, type Row } from '../list/row.ts'
import { createKeymap, type Keymap } from '../keys/keymap.ts'
import type { ShownRule, TuiSource } from '../source.ts'
import { type UiAction, reduceUi } from '../state/reduce-ui.ts'
import { type Size, type Ui, initialUi } from '../state/ui.ts'
import type { ViewSettings } from '../state/view-file.ts'
import type { ThemeName } from '../theme/theme.ts'
import { type Frame, frameOf } from '../views/frame.ts'
import { screenOf } from '../views/layout.ts'
import type { Reading, Scene } from '../views/scene.ts'
import { explain } from './explain.ts'
import { createJourney, type Journey } from './journey.ts'
import { followNewest, keepCursor, keepReading } from './move.ts'
import { isReading, readingNow, show } from './reading.ts'
import { runLine } from './run-line.ts'
import { createTabMemories } from './tab-memories.ts'
import { verbList } from './verb-list.ts'

/** What only the terminal can do. */
export interface Doors {
  /** Asks for a frame. */
  redraw(reason: 'key' | 'traffic'): void
  /** Draws everything anew. */
  repaint(): void
  /** Hands the terminal to somebody else for a while. */
  suspend(work: () => Promise<void>): Promise<void>
  /** Stops the process until a shell lets it go on. */
  stop(): void
  /** Puts a text on the terminal's clipboard (OSC 52). */
  clipboard(text: string): void
  /** The first time ends the program, the second time at once. */
  quit(): void
}

export interface App {
  readonly source: TuiSource
  readonly list: ExchangeList
  readonly keymap: Keymap
  readonly doors: Doors
  readonly settings: ViewSettings
  ui: Ui
  /** Runs a line as if it had been typed after `:`. Never rejects. */
  run(line: string): Promise<void>
  dispatch(action: UiAction): void
  /** Says something in the last row until the next key. */
  say(text: string, style?: NonNullable<Ui['note']>['style']): void
  /** Says what went wrong. */
  complain(error: unknown): void
  /** The exchange that is read, else the one under the cursor. */
  selected(): Exchange | undefined
  selectedRow(): Row | undefined
  /** What the detail shows; undefined while it is closed. It stays what it is until somebody moves. */
  reading(): Reading | undefined
  /** Reads no more what the history may have let go of: what comes next is shown. */
  letGo(): void
  readonly journey: Journey
  /** The rules as of a moment ago; `forgetRules` after they were changed. */
  rules(): readonly ShownRule[]
  forgetRules(): void
  /** Sets the filter of the list: @throws MiddleboxError filter_invalid */
  setFilter(text: string): void
  scene(): Scene
  /** Brings the list up to date and makes the frame of now. */
  frame(): Frame
}

/** `history` has what was typed in earlier sessions. */
export type AppSettings = { size: Size; theme: ThemeName; settings: ViewSettings; history?: Ui['history'] }

/** ms that the rules are believed to be what they were. */
const rulesAge = 500

/** ms of one frame that a filter may take while it goes through bodies, and through all else. */
const bodySlice = 8
const headSlice = 60

export function createApp(source: TuiSource, { size, theme, settings, history = {} }: AppSettings, doors: Doors): App {
  const names = new Set<string>([...verbList, ...source.commands.list].map(({ name }) => name))
  const memories = createTabMemories()
  let rules: { at: number; list: readonly ShownRule[] } | undefined
  let needsBody = false
  let reading: Reading | undefined
  const app: App = {
    source,
    doors,
    settings,
    list: new ExchangeList(source.store, source.clock),
    keymap: createKeymap(settings.keys, (name) => names.has(name)),
    ui: {
      ...initialUi(size, theme),
      layout: settings.layout ?? 'auto',
      sort: settings.sort ?? initialUi(size, theme).sort,
      history,
    },
    run: (line) => runLine(app, line),
    dispatch(action) {
      app.ui = reduceUi(app.ui, action)
      app.reading()
      doors.redraw('key')
    },
    say: (text, style = 'plain') => app.dispatch({ type: 'note', note: { text, style }, at: source.clock.now() }),
    complain: (error) => app.say(explain(error), 'serverError'),
    reading: () => (reading = readingNow(app, reading)),
    letGo: () => void (reading = undefined),
    journey: createJourney(() => app),
    selectedRow: () => app.reading()?.row ?? app.list.rows[app.list.indexOf(app.ui.cursor)],
    selected() {
      const row = app.selectedRow()
      return row === undefined ? undefined : asExchange(reading?.subject ?? app.list.subject(row))
    },
    rules() {
      const now = source.clock.now()
      if (rules === undefined || now - rules.at > rulesAge) rules = { at: now, list: source.rules() }
      return rules.list
    },
    forgetRules: () => void (rules = undefined),
    setFilter(text) {
      const { markedOnly } = app.ui
      const filter = text.trim() === '' ? undefined : source.compileFilter(text)
      needsBody = filter?.needsBody ?? false
      app.list.filter(filter === undefined && !markedOnly ? undefined : onlyMarked(filter, markedOnly))
      app.list.work(needsBody ? bodySlice : headSlice)
      app.dispatch({ type: 'filter', text })
    },
    scene: () => ({
      ui: app.ui,
      list: app.list,
      source: { ...source, rules: app.rules },
      keymap: app.keymap,
      now: source.clock.now(),
      reading: app.reading(),
      memory: (tab, id) => memories.of(tab, id),
      redraw: () => doors.redraw('traffic'),
    }),
    frame() {
      app.list.update()
      if (!app.list.work(needsBody ? bodySlice : headSlice)) doors.redraw('traffic')
      const arrived = app.journey.arrive()
      if (arrived !== undefined) reading = show(app, arrived)
      settle(app)
      return frameOf(app.scene())
    },
  }
  app.list.sort(app.ui.sort)
  return app
}

/** The cursor where it belongs after the list changed: with what is read, at the newest when it follows, else on its row or where that was. */
function settle(app: App): void {
  const { list } = screenOf(app.ui)
  if (app.reading() !== undefined) keepReading(app, list)
  else if (app.ui.follow && !isReading(app)) followNewest(app, list)
  else keepCursor(app, list)
}

function onlyMarked(filter: ReturnType<TuiSource['compileFilter']> | undefined, marked: boolean) {
  if (!marked) return filter
  return {
    needsBody: filter?.needsBody ?? false,
    matches: (subject: Parameters<NonNullable<typeof filter>['matches']>[0]) =>
      asExchange(subject)?.marked !== undefined && filter?.matches(subject) !== false,
  }
}
