/** The world a command acts on: streams, variables, place, signals, end. Commands get it handed, so tests hand them another. */
import { homedir } from 'node:os'
import { isatty } from 'node:tty'

/** What asks the program to end: a key, a supervisor, a terminal that was closed. */
export type Signal = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGQUIT'

export type CliWorld = {
  /** Text, or bytes as they are. `done` is called once they are on their way, or with the error why they never can be. */
  stdout(text: string | Uint8Array, done?: (error?: Error | null) => void): void
  /** All of standard input. */
  stdin(): Promise<Uint8Array>
  stderr(text: string): void
  env: Record<string, string | undefined>
  platform: string
  home(): string
  /** The working directory. */
  cwd(): string
  /** Whether stdout is a terminal. */
  isTTY: boolean
  /** Whether stdin is one; absent = no. */
  isInputTTY?: boolean
  /** Width of the terminal now, 80 when there is none. */
  readonly columns: number
  pid: number
  /** The path of the program as it was called; empty when not known. */
  script: string
  /** Hears what asks for an end, until the returned function is called. */
  onSignal(heard: (signal: Signal) => void): () => void
  /**
   * Hears SIGHUP until the returned function is called; so long it asks for no end, unless the terminal is closed that the
   * program was started from. Absent where there is none.
   */
  onHangup?(heard: () => void): () => void
  /** Ends with this code once everything under way is done. */
  exit(code: number): void
  /** Ends at once, whatever is under way. */
  exitNow(code: number): void
}

/**
 * The process itself. A reader that goes away (`middlebox --help | head -1`) ends what we say, not what we do.
 * `isTerminal` tells of a file descriptor whether a terminal is at its end, now.
 */
export function createWorld(isTerminal: (descriptor: number) => boolean = isatty): CliWorld {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // A terminal that is gone says EIO.
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error
    })
  }
  const write = (stream: NodeJS.WriteStream) => (text: string | Uint8Array, done?: (error?: Error | null) => void) => {
    if (stream.errored || stream.destroyed) done?.(stream.errored ?? new Error('the stream is closed'))
    else stream.write(text, (error) => done?.(error))
  }
  let hangups = 0
  const terminals = [0, 1, 2].filter(isTerminal)
  const abandoned = () => terminals.length > 0 && !terminals.some(isTerminal)
  return {
    stdout: write(process.stdout),
    stderr: write(process.stderr),
    stdin: readStdin,
    env: process.env,
    platform: process.platform,
    home: homedir,
    cwd: () => process.cwd(),
    isTTY: process.stdout.isTTY === true,
    isInputTTY: process.stdin.isTTY === true,
    get columns() {
      return process.stdout.columns || 80
    },
    pid: process.pid,
    script: process.argv[1] ?? '',
    onSignal: (heard) =>
      onSignal((signal) => {
        if (signal !== 'SIGHUP' || hangups === 0 || abandoned()) heard(signal)
      }),
    onHangup(heard) {
      const listener = () => {
        if (!abandoned()) heard()
      }
      hangups++
      process.on('SIGHUP', listener)
      return () => {
        hangups--
        process.off('SIGHUP', listener)
      }
    },
    exit: (code) => void (process.exitCode = code),
    exitNow: (code) => process.exit(code),
  }
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}

function onSignal(heard: (signal: Signal) => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const
  for (const signal of signals) process.on(signal, heard)
  return () => {
    for (const signal of signals) process.off(signal, heard)
  }
}
