/** The process's own terminal, as the interface uses it. */
import type { Terminal } from '../tui/index.ts'

/** Node sets a terminal's output to block, so one that takes nothing (ctrl-s, a hung ssh) would hold up the proxy. */
type Blocking = { _handle?: { setBlocking?(on: boolean): void } }

export function processTerminal(env: Terminal['env'], color: boolean): Terminal {
  const { stdin, stdout } = process
  const block = (on: boolean) => (stdout as unknown as Blocking)._handle?.setBlocking?.(on)
  block(false)
  let stopped = false
  return {
    input: stdin,
    output: stdout,
    env,
    color,
    onStop: (heard) => listen('SIGTSTP', heard),
    onContinue: (heard) =>
      listen('SIGCONT', () => {
        if (!stopped) heard()
        stopped = false
      }),
    onExit: (heard) =>
      listen('exit', () => {
        // The last words must be out before the process is gone.
        block(true)
        heard()
      }),
    stop() {
      block(true)
      stopped = true
      // The whole group, as the shell's own ctrl-z does: npm and a runtime that handed over to us are in it.
      process.kill(0, 'SIGSTOP')
      block(false)
    },
  }
}

function listen(event: 'SIGTSTP' | 'SIGCONT' | 'exit', heard: () => void): () => void {
  process.on(event as 'SIGTSTP', heard)
  return () => void process.off(event, heard)
}
