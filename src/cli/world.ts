/** The world a command acts on: streams, variables, place, signals, end. Commands get it handed, so tests hand them another. */
import { homedir } from 'node:os'

export type CliWorld = {
  /** Text, or bytes as they are (an exported certificate). `done` is called once they are on their way, or never can be. */
  stdout(text: string | Uint8Array, done?: () => void): void
  stderr(text: string): void
  env: Record<string, string | undefined>
  platform: string
  home(): string
  /** The working directory. */
  cwd(): string
  /** Whether stdout is a terminal. */
  isTTY: boolean
  /** Width of the terminal now, 80 when there is none. */
  readonly columns: number
  pid: number
  /** Hears SIGINT and SIGTERM until the returned function is called. */
  onSignal(heard: (signal: 'SIGINT' | 'SIGTERM') => void): () => void
  /** Ends with this code once everything under way is done. */
  exit(code: number): void
  /** Ends at once, whatever is under way. */
  exitNow(code: number): void
}

/** The process itself. A reader that goes away (`middlebox --help | head -1`) ends what we say, not what we do. */
export function createWorld(): CliWorld {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
  const write = (stream: NodeJS.WriteStream) => (text: string | Uint8Array, done?: () => void) => {
    if (stream.errored || stream.destroyed) done?.()
    else stream.write(text, () => done?.())
  }
  return {
    stdout: write(process.stdout),
    stderr: write(process.stderr),
    env: process.env,
    platform: process.platform,
    home: homedir,
    cwd: () => process.cwd(),
    isTTY: process.stdout.isTTY === true,
    get columns() {
      return process.stdout.columns || 80
    },
    pid: process.pid,
    onSignal,
    exit: (code) => void (process.exitCode = code),
    exitNow: (code) => process.exit(code),
  }
}

function onSignal(heard: (signal: 'SIGINT' | 'SIGTERM') => void): () => void {
  const signals = ['SIGINT', 'SIGTERM'] as const
  for (const signal of signals) process.on(signal, heard)
  return () => {
    for (const signal of signals) process.off(signal, heard)
  }
}
