/** The interface for screen readers: no painted screen, only lines that are added; the terminal's own line editing takes what is typed. */
import { StringDecoder } from 'node:string_decoder'
import type { ProxyEvent } from '../../model/event.ts'
import { createApp, type App, type Doors } from '../control/app.ts'
import { textOf } from '../detail/page-of.ts'
import type { TuiSource } from '../source.ts'
import type { ViewSettings } from '../state/view-file.ts'
import type { KeyInput, Terminal } from '../terminal.ts'
import { firstRunView } from '../views/first-run.ts'
import { answerSaid, rowSaid } from './said.ts'
import { takeLine } from './take-line.ts'

/** What a page of a detail or a panel has: `move page-down` goes on. */
const size = { columns: 100, rows: 60 }

/** ms between two announcements, and lines in one: nobody listens faster. */
const pause = 250
const most = 20

/** ms that a body is given to be opened before its lines are said. */
const patience = 100

export function startReader(source: TuiSource, terminal: Terminal, settings: ViewSettings, quit: () => void) {
  const { store, clock } = source
  const { input, output } = terminal
  const say = (lines: readonly string[]) => void (lines.length > 0 && output.write(`${lines.join('\n')}\n`))
  const doors: Doors = {
    redraw() {},
    repaint() {},
    async suspend(work) {
      lines.close()
      await work().finally(() => lines.open())
    },
    stop: () => terminal.stop(),
    clipboard: (text) => void output.write(`\x1b]52;c;${Buffer.from(text).toString('base64')}\x07`),
    quit,
  }
  const app = createApp(source, { size, theme: 'plain', settings: { ...settings, layout: 'full' } }, doors)
  const news = createNews(app)
  const unhear = store.on((event) => {
    app.list.touch(event)
    news.hear(event)
  })
  const ticking = clock.every(pause, () => say(news.take()))
  const answer = async (line: string) => {
    // What came a moment ago can be meant.
    app.frame()
    await takeLine(app, line)
    app.frame()
    clock.after(patience, () => say(answerSaid(app)))
  }
  const lines = createLines(input, (line) => void answer(line), quit)
  return {
    app,
    /** Says what there is to be known at the start, and listens from then on. */
    open() {
      app.frame()
      const first = firstRunView(app.scene()).map((line) => textOf(line).trim())
      say([...first.filter((line) => line !== ''), invitation, ...(app.ui.note === undefined ? [] : answerSaid(app))])
      lines.open()
    },
    close() {
      lines.close()
      ticking.stop()
      say(news.take())
      unhear()
    },
  }
}

const invitation =
  'Type a command and enter: help lists keys, commands lists commands, a number selects an exchange, quit ends.'

/** What has happened since it was last asked: exchanges that the filter lets through, what waits, and warnings. */
function createNews(app: App): { hear(event: ProxyEvent): void; take(): string[] } {
  let ended = new Set<string>()
  let other: string[] = []
  return {
    hear(event) {
      if (event.type === 'end') ended.add(event.id)
      else if (event.type === 'tls-error') ended.add(event.error.id)
      else if (event.type === 'tunnel-closed') ended.add(event.tunnel.id)
      else if (event.type === 'paused') other.push(`paused: ${event.id}; resume, edit or drop`)
      else if (event.type === 'warning') other.push(`warning: ${event.message}`)
    },
    take() {
      if (ended.size + other.length === 0) return []
      app.frame()
      const rows = [...ended].map((id) => app.list.rowOf(id)).filter((row) => row?.passes)
      const all = [...other, ...rows.slice(0, most).map((row) => rowSaid(app, row!))]
      if (rows.length > most) all.push(`and ${rows.length - most} more`)
      ended = new Set()
      other = []
      return all
    },
  }
}

/** Whole lines of the terminal. `lost` is called when no more will come. */
function createLines(input: KeyInput, line: (text: string) => void, lost: () => void): { open(): void; close(): void } {
  const decoder = new StringDecoder('utf8')
  let begun = ''
  const heard = (chunk: Uint8Array | string) => {
    const whole = (begun + (typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk)))).split(/\r?\n/)
    begun = whole.pop()!
    for (const each of whole) line(each)
  }
  const leave = ['end', 'error', 'close'] as const
  return {
    open() {
      input.on('data', heard)
      for (const event of leave) input.on(event, lost)
      input.resume()
    },
    close() {
      input.off('data', heard)
      for (const event of leave) input.off(event, lost)
      input.pause()
    },
  }
}
