/** A terminal in memory: what is written to it is kept, keys are typed into it. */
import { EventEmitter } from 'node:events'
import type { Terminal } from '../../src/tui/terminal.ts'

export type TestTerminal = Terminal & {
  written(): string
  type(text: string | Uint8Array): void
  resize(columns: number, rows: number): void
  hangUp(): void
  raw(): boolean
  reading(): boolean
  /** As if the process got SIGTSTP, and as if it ended. */
  signalStop(): void
  /** As if somebody let it go on. */
  signalContinue(): void
  end(): void
  readonly stops: number
  /** Hears what is written from now on. */
  onWrite(heard: (text: string) => void): void
}

export function createTestTerminal(
  columns = 80,
  rows = 24,
  env: Terminal['env'] = { TERM: 'xterm-256color' },
): TestTerminal {
  const keys = new EventEmitter()
  const screen = new EventEmitter()
  const process = new EventEmitter()
  const state = { text: '', raw: false, reading: false, stops: 0, columns, rows }
  let heard: (text: string) => void = () => {}
  const input = Object.assign(keys, {
    isTTY: true,
    setRawMode: (raw: boolean) => void (state.raw = raw),
    ref: () => {},
    unref: () => {},
    resume: () => void (state.reading = true),
    pause: () => void (state.reading = false),
  })
  const output = Object.defineProperties(
    Object.assign(screen, {
      isTTY: true,
      write(text: string, done?: () => void) {
        state.text += text
        heard(text)
        done?.()
        return true
      },
    }),
    { columns: { get: () => state.columns }, rows: { get: () => state.rows } },
  )
  const listen = (event: string, call: () => void) => {
    process.on(event, call)
    return () => void process.off(event, call)
  }
  return {
    input,
    output: output as never,
    env,
    color: true,
    onStop: (call) => listen('stop', call),
    onContinue: (call) => listen('continue', call),
    onExit: (call) => listen('exit', call),
    stop: () => void state.stops++,
    written: () => state.text,
    type: (text) => void keys.emit('data', text),
    resize(wide, high) {
      state.columns = wide
      state.rows = high
      screen.emit('resize')
    },
    hangUp: () => void keys.emit('end'),
    raw: () => state.raw,
    reading: () => state.reading,
    signalStop: () => void process.emit('stop'),
    signalContinue: () => void process.emit('continue'),
    end: () => void process.emit('exit'),
    get stops() {
      return state.stops
    },
    onWrite: (call) => void (heard = call),
  }
}
