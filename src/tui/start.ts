/** The interface on a terminal: Ink holds the screen and the keys, the app makes the frames, the loop says when. */
import { render, type Instance } from 'ink'
import { createElement } from 'react'
import { type App, type Doors, createApp } from './control/app.ts'
import { explain } from './control/explain.ts'
import { pressKey, paste } from './control/keys.ts'
import { pressMouse } from './control/mouse.ts'
import { keyNames } from './keys/key.ts'
import { startReader } from './reader/start-reader.ts'
import { wantsReader } from './reader/wants-reader.ts'
import { App as Screen, type Suspend } from './screen/app.ts'
import { type FrameLoop, createFrameLoop } from './screen/frame-loop.ts'
import { createFrameStore, type FrameStore } from './screen/frame-store.ts'
import { createInkInput } from './screen/input.ts'
import { mouseOff, mouseOn } from './screen/mouse.ts'
import { createInkOutput } from './screen/output.ts'
import { createRowTable } from './screen/rows.ts'
import type { TuiSource } from './source.ts'
import { readViewSettings } from './state/view-file.ts'
import type { Terminal } from './terminal.ts'
import { chooseTheme } from './theme/choose-theme.ts'

export interface Tui {
  /** Resolves when somebody asked for the end, or the terminal is gone. */
  readonly ended: Promise<void>
  /** Gives the terminal back as it was. */
  close(): Promise<void>
}

/** ms between two looks at figures that change by themselves. */
const tick = 1000

/** Draws the first frame before it resolves. `endNow` is called when the end is asked for again. */
export async function startTui(source: TuiSource, terminal: Terminal, endNow: () => void): Promise<Tui> {
  const { clock, store } = source
  const { settings, problems } = readViewSettings(await source.file.read())
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  let asked = false
  const quit = () => (asked ? endNow() : end((asked = true) as never))
  if (wantsReader(terminal.env)) {
    const reader = startReader(source, terminal, settings, quit)
    begin(reader.app, settings.filter ?? source.view, problems)
    return { ended, close: async () => reader.close() }
  }
  const screen = createScreen(terminal)
  const doors: Doors = {
    redraw: (reason) => loop.ask(reason),
    repaint: () => {
      screen.table.forget()
      loop.ask('key')
    },
    suspend: screen.suspend,
    stop: () => void screen.suspend(async () => terminal.stop()),
    clipboard: (text) => void terminal.output.write(`\x1b]52;c;${Buffer.from(text).toString('base64')}\x07`),
    quit,
  }
  const theme = chooseTheme(terminal.env, terminal.color, settings.theme)
  const app = createApp(source, { size: sizeOf(terminal), theme, settings }, doors)
  const loop: FrameLoop = createFrameLoop(clock, () => drawFrame(app, screen.frames))
  begin(app, settings.filter ?? source.view, problems)
  const unhear = store.on((event) => {
    app.list.touch(event)
    loop.ask('traffic')
  })
  const ticking = clock.every(tick, () => loop.ask('traffic'))
  drawFrame(app, screen.frames)
  const stop = screen.start(app, doors, () => end())
  return {
    ended,
    async close() {
      unhear()
      ticking.stop()
      loop.stop()
      await stop()
    },
  }
}

/** The filter of the start, and what is wrong with the user's own file. */
function begin(app: App, filter: string, problems: readonly string[]): void {
  try {
    if (filter !== '') app.setFilter(filter)
  } catch (error) {
    app.complain(error)
  }
  if (problems.length > 0) app.say(`${app.source.file.path}: ${problems.join('; ')}`, 'warning')
}

/** A frame that cannot be made is said and not thrown: the proxy goes on, and so do the keys. */
function drawFrame(app: App, frames: FrameStore): void {
  try {
    frames.show(app.frame(), app.ui.size.rows)
  } catch (error) {
    frames.show(
      { rows: [` The screen failed: ${explain(error)}   esc closes what is open, Q quits`] },
      app.ui.size.rows,
    )
  }
}

function sizeOf({ output }: Terminal): { columns: number; rows: number } {
  return { columns: Math.max(20, output.columns || 80), rows: Math.max(4, output.rows || 24) }
}

function createScreen(terminal: Terminal) {
  const table = createRowTable()
  const frames = createFrameStore(table)
  let suspendInk: Suspend = (work) => work()
  const suspend = async (work: () => Promise<void>): Promise<void> => {
    terminal.output.write(mouseOff)
    try {
      await suspendInk(work)
    } finally {
      table.forget()
      terminal.output.write(mouseOn)
    }
  }
  return {
    table,
    frames,
    suspend,
    /** Puts the screen up; the returned function takes it down. */
    start(app: App, doors: Doors, lost: () => void): () => Promise<void> {
      const { input, output } = terminal
      const keys = createInkInput(input, (event) => pressMouse(app, event), lost)
      frames.connect({
        onKey: (text, key) => {
          for (const name of keyNames(text, key)) void pressKey(app, name)
        },
        onPaste: (text) => paste(app, text),
        ready: (ink) => void (suspendInk = ink),
      })
      const ink = mount(frames, createInkOutput(output, table), keys.stream)
      output.write(mouseOn)
      const resized = () => {
        table.forget()
        app.dispatch({ type: 'resize', size: sizeOf(terminal) })
      }
      output.on('resize', resized)
      const unstop = terminal.onStop(() => doors.stop())
      const unexit = terminal.onExit(() => output.write(mouseOff))
      return async () => {
        output.off('resize', resized)
        unstop()
        unexit()
        output.write(mouseOff)
        ink.unmount()
        await ink.waitUntilExit().catch(() => {})
        keys.close()
      }
    },
  }
}

function mount(frames: FrameStore, stdout: NodeJS.WriteStream, stdin: NodeJS.ReadStream): Instance {
  return render(createElement(Screen, { source: frames.source }), {
    stdout,
    stdin,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
    alternateScreen: true,
    incrementalRendering: true,
    maxFps: 60,
  })
}
