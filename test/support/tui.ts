/** The interface without a terminal: a store of events, commands that remember what was asked, and frames as text. */
import { setImmediate } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import { compileFilter } from '../../src/filter/index.ts'
import { createBodyDecoder } from '../../src/content/decode.ts'
import { faults } from '../../src/faults/index.ts'
import { createFakeClock } from '../../src/kit/clock.ts'
import type { ProxyEvent } from '../../src/model/event.ts'
import type { Paused } from '../../src/model/paused.ts'
import type { Commands } from '../../src/session/commands/command.ts'
import { createStore } from '../../src/store/index.ts'
import { type App, type Doors, createApp } from '../../src/tui/control/app.ts'
import { pressKey } from '../../src/tui/control/keys.ts'
import type { ShownRule, TuiSource } from '../../src/tui/source.ts'
import type { Ui } from '../../src/tui/state/ui.ts'
import type { ViewSettings } from '../../src/tui/state/view-file.ts'
import type { ThemeName } from '../../src/tui/theme/theme.ts'
import { start } from './events.ts'

const text = (summary: string, value?: string) =>
  ({ kind: 'text', summary, ...(value !== undefined && { default: value }) }) as const

/** A few of the session's commands, as they are described. */
const list: Commands['list'] = [
  {
    name: 'replay',
    summary: 'sends the request of an exchange again',
    group: 'exchanges',
    options: { exchange: text('the id') },
  },
  {
    name: 'mark',
    summary: 'marks an exchange',
    group: 'exchanges',
    options: { exchange: text('the id'), as: text('a sign', 'marked') },
  },
  {
    name: 'comment',
    summary: 'puts a comment on an exchange',
    group: 'exchanges',
    options: { exchange: text('the id'), text: text('it', '') },
  },
  { name: 'delete', summary: 'forgets exchanges', group: 'exchanges', options: { exchanges: text('ids') } },
  { name: 'clear', summary: 'forgets everything', group: 'exchanges', options: {} },
  {
    name: 'save-har',
    summary: 'writes a HAR file',
    group: 'exchanges',
    options: { file: text('the file'), filter: text('only these', '') },
  },
  { name: 'resume', summary: 'lets something paused go', group: 'breakpoints', options: { id: text('the id') } },
  {
    name: 'intercept',
    summary: 'pauses what a filter matches',
    group: 'breakpoints',
    options: { filter: text('a filter', '') },
  },
  {
    name: 'fault-add',
    summary: 'adds a rule that injects a fault',
    group: 'rules',
    options: { fault: text('short'), filter: text('where', '') },
  },
  { name: 'rule-undo', summary: 'takes the last change back', group: 'rules', options: {} },
  { name: 'rule-list', summary: 'lists the rules', group: 'rules', options: {} },
  { name: 'throttle', summary: 'sets the rate', group: 'conditions', options: { rate: text('a rate') } },
]

export type TestApp = App & {
  clock: ReturnType<typeof createFakeClock>
  /** Commands that were run, as `name {"given"}`. */
  ran: string[]
  /** What the doors were asked for. */
  asked: string[]
  /** Feeds events as the session would. */
  feed(...events: ProxyEvent[]): void
  /** Presses keys by their names, one after the other. */
  press(...keys: string[]): Promise<void>
  /** The frame of now, without colours, blanks at the ends of lines cut. */
  screen(): string
}

export type Given = {
  columns?: number
  rows?: number
  theme?: ThemeName
  settings?: ViewSettings
  history?: Ui['history']
  events?: readonly ProxyEvent[]
  maxExchanges?: number
  source?: Partial<TuiSource>
  rules?: readonly ShownRule[]
  paused?: readonly Paused[]
  /** What commands answer. */
  answer?: (name: string) => unknown
}

export function createTestSource(given: Given = {}) {
  const clock = createFakeClock(start)
  const store = createStore({ maxExchanges: given.maxExchanges ?? 1000, maxMemory: 1e9, maxBody: 1e6 }, clock)
  const ran: string[] = []
  const source: TuiSource = {
    store,
    clock,
    commands: {
      list,
      async run(name, arguments_) {
        ran.push(`${name} ${JSON.stringify(arguments_)}`)
        return given.answer?.(name)
      },
    },
    listening: { mode: 'forward', url: 'http://127.0.0.1:8080', port: 8080, ca: '/home/me/ca.pem', seed: '8f3a21aa' },
    absent: () => [],
    subjects: () => [],
    certificate: () => undefined,
    advice: { command: 'middlebox', env: 'eval "$(middlebox ca env)"', trust: 'middlebox ca trust' },
    compileFilter: (filter) => compileFilter(filter, { decode: createBodyDecoder(1e6) }),
    view: '',
    rules: () => given.rules ?? [],
    conditions: () => undefined,
    paused: () => given.paused ?? [],
    // A few, so that a new one does not change the frames.
    faults: faults.filter(({ name }) => ['latency', 'bandwidth', 'abort', 'reset_peer'].includes(name)),
    throttles: [{ name: '3g', summary: '50 kB/s down, 2000 ms' }],
    forms: [{ name: 'url', summary: 'the address alone', write: ({ url }) => ({ text: url, notes: [] }) }],
    file: { path: '/home/me/view.json', read: async () => undefined, write: async () => {} },
    history: { path: '/home/me/history.json', read: async () => undefined, write: async () => {} },
    edit: async () => undefined,
    isFile: async () => false,
    copy: async () => false,
    ...given.source,
  }
  return { clock, store, ran, source }
}

export function createTestApp(given: Given = {}): TestApp {
  const { clock, store, ran, source } = createTestSource(given)
  const asked: string[] = []
  const doors: Doors = {
    redraw: () => {},
    repaint: () => void asked.push('repaint'),
    suspend: async (work) => {
      asked.push('suspend')
      await work()
    },
    stop: () => void asked.push('stop'),
    clipboard: (copied) => void asked.push(`clipboard ${copied}`),
    quit: () => void asked.push('quit'),
  }
  const size = { columns: given.columns ?? 80, rows: given.rows ?? 24 }
  const app = createApp(
    source,
    { size, theme: given.theme ?? 'dark', settings: given.settings ?? {}, history: given.history ?? {} },
    doors,
  ) as TestApp
  store.on((event) => app.list.touch(event))
  const feed = (...events: ProxyEvent[]) => {
    for (const event of events) store.apply(event)
    app.frame()
  }
  const screen = () =>
    app
      .frame()
      .rows.map((row) => stripVTControlCharacters(row).trimEnd())
      .join('\n')
  const press = async (...keys: string[]) => {
    for (const key of keys) {
      await pressKey(app, key)
      app.frame()
      // Nobody is so fast that a small body is not open before the next key.
      await setImmediate()
    }
  }
  Object.assign(app, { clock, ran, asked, feed, press, screen })
  feed(...(given.events ?? []))
  return app
}
