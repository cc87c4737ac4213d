/** The interface on a terminal: Ink holds the screen and the keys, the app makes the frames, the loop says when. */
import { render, type Instance } from 'ink'
import { createElement } from 'react'
import { type App, type Doors, createApp } from './control/app.ts'
import { explain } from './control/explain.ts'
import { tellFindings } from './control/tell-findings.ts'
import { pressKey, paste } from './control/keys.ts'
import { pressMouse } from './control/mouse.ts'
import { keyNames } from './keys/key.ts'
import { startReader } from './reader/start-reader.ts'
import { wantsReader } from './reader/wants-reader.ts'
import { App as Screen, type Suspend } from './screen/app.ts'
import { type FrameLoop, createFrameLoop } from './screen/frame-loop.ts'
import { createFrameStore, type FrameStore } from './screen/frame-store.ts'
import { askGround } from './screen/ground.ts'
import { createInkInput } from './screen/input.ts'
import { enterScreen, modesOff } from './screen/modes.ts'
import { createInkOutput } from './screen/output.ts'
import { createRowTable } from './screen/rows.ts'
import type { TuiSource } from './source.ts'
import { type Findings, readOwnFiles } from './state/own-files.ts'
import type { Terminal } from './terminal.ts'
import { chooseTheme, isGuess } from './theme/choose-theme.ts'

export interface Tui {
  /** Resolves when somebody asked for the end, or the terminal is gone. */
  readonly ended: Promise<void>
  /** Gives the terminal back as it was. */
  close(): Promise<void>
}

/** ms between two looks at figures that change by themselves. */
const tick = 1000

/** Draws the first frame before it resolves. `endNow` is called when the end is asked for again. */
export async function startTui(given: TuiSource, terminal: Terminal, endNow: () => void): Promise<Tui> {
  const { source, settings, history, ...findings } = await readOwnFiles(given)
  const { clock, store } = source
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  let asked = false
  const quit = () => (asked ? endNow() : end((asked = true) as never))
  if (wantsReader(terminal.env)) {
    const reader = startReader(source, terminal, settings, quit)
    begin(reader.app, settings.filter ?? source.view, findings)
    reader.open()
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
  const app = createApp(source, { size: sizeOf(terminal), theme, settings, history }, doors)
  const loop: FrameLoop = createFrameLoop(clock, () => drawFrame(app, screen.frames))
  begin(app, settings.filter ?? source.view, findings)
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

/** The filter of the start, and what is wrong with the user's own files. */
function begin(app: App, filter: string, findings: Findings): void {
  try {
    if (filter !== '') app.setFilter(filter)
  } catch (error) {
    app.complain(error)
  }
  tellFindings(app, findings)
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
  let away = false
  const suspend = async (work: () => Promise<void>): Promise<void> => {
    away = true
    try {
      await suspendInk(work)
    } finally {
      away = false
      table.forget()
    }
  }
  /** A shell had the terminal without asking us, and did with it what it liked. */
  const comeBack = async (): Promise<void> => {
    if (away) return
    terminal.output.write(enterScreen)
    await suspend(async () => {})
  }
  return {
    table,
    frames,
    suspend,
    /** Puts the screen up; the returned function takes it down. */
    start(app: App, doors: Doors, lost: () => void): () => Promise<void> {
      const { input, output } = terminal
      const guessed = isGuess(terminal.env, terminal.color, app.settings.theme)
      const keys = createInkInput(input, {
        mouse: (event) => pressMouse(app, event),
        ...(guessed && { ground: (light) => void (light && app.dispatch({ type: 'theme', theme: 'light' })) }),
        lost,
      })
      frames.connect({
        onKey: (text, key) => {
          for (const name of keyNames(text, key)) void pressKey(app, name)
        },
        onPaste: (text) => paste(app, text),
        ready: (ink) => {
          suspendInk = ink
          // Now that keys are read one by one, the answer is not printed.
          if (guessed) output.write(askGround)
        },
      })
      const ink = mount(frames, createInkOutput(output, table), keys.stream)
      const resized = () => {
        table.forget()
        app.dispatch({ type: 'resize', size: sizeOf(terminal) })
      }
      output.on('resize', resized)
      const unstop = terminal.onStop(() => doors.stop())
      const uncontinue = terminal.onContinue(() => void comeBack())
      const unexit = terminal.onExit(() => output.write(modesOff))
      return async () => {
        output.off('resize', resized)
        unstop()
        uncontinue()
        unexit()
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
