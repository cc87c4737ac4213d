/** The terminal as the interface is given it. The command line has the process's own streams; tests have a terminal in memory. */

export interface ScreenOutput {
  readonly isTTY: boolean
  readonly columns: number
  readonly rows: number
  write(text: string, done?: (error?: Error | null) => void): boolean
  on(event: 'resize', heard: () => void): unknown
  off(event: 'resize', heard: () => void): unknown
}

export interface KeyInput {
  readonly isTTY: boolean
  setRawMode(raw: boolean): unknown
  ref(): unknown
  unref(): unknown
  resume(): unknown
  pause(): unknown
  on(event: 'data', heard: (chunk: Uint8Array | string) => void): unknown
  on(event: 'end' | 'error' | 'close', heard: () => void): unknown
  off(event: 'data', heard: (chunk: Uint8Array | string) => void): unknown
  off(event: 'end' | 'error' | 'close', heard: () => void): unknown
}

export interface Terminal {
  readonly input: KeyInput
  readonly output: ScreenOutput
  /** Variables of the environment: TERM, COLORTERM, EDITOR and their kin. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** False asks for no colours. */
  readonly color: boolean
  /** Called when somebody stops us from outside (SIGTSTP), until the returned function is called. */
  onStop(heard: () => void): () => void
  /** Called when somebody lets us go on whom we had not asked to stop us (SIGCONT), until the returned function is called. */
  onContinue(heard: () => void): () => void
  /** Called when the process ends, however it does, until the returned function is called. */
  onExit(heard: () => void): () => void
  /** Stops this process and its group, as ctrl-z does; returns when it goes on. */
  stop(): void
}
