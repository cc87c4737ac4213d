/**
 * The process part of `run`: start the command, pass signals on, and turn its end into an exit code as a shell would.
 * It knows nothing of proxies.
 */
import { spawn } from '../../../kit/environment.ts'
import type { Child, ChildEnd, Variables } from '../../../kit/environment.ts'
import { codeOfSignal, exitCodes } from '../../exit-codes.ts'
import type { CliWorld } from '../../world.ts'
import { terminalInterrupts } from './foreground.ts'

export type ChildOptions = {
  env: Variables
  cwd: string
  onSignal: CliWorld['onSignal']
  /** Whether a SIGINT we hear reached the child too. */
  interruptsReachChild?: () => Promise<boolean>
}

export type ChildResult = {
  /** The child's code; 128 + n when signal n ended it; 126 or 127 when it did not start. */
  code: number
  /** Why it did not start, for people. */
  problem?: string
}

export async function runChild(command: string, args: readonly string[], options: ChildOptions): Promise<ChildResult> {
  const { env, cwd, onSignal, interruptsReachChild = terminalInterrupts } = options
  let child: Child
  try {
    // An odd failure (arguments too long, a file for a directory) is thrown here and not told later.
    child = spawn(command, args, { env, cwd })
  } catch (error) {
    return notStarted(command, error)
  }
  const stopListening = onSignal((signal) => {
    if (signal === 'SIGTERM' || signal === 'SIGHUP') return child.kill(signal)
    // A key's signal goes to the whole foreground group: a second one would look like a second Ctrl-C.
    void interruptsReachChild().then((reached) => void (reached || child.kill(signal)))
  })
  try {
    return { code: codeOf(await child.ended) }
  } catch (error) {
    return notStarted(command, error)
  } finally {
    stopListening()
  }
}

function codeOf({ code, signal }: ChildEnd): number {
  return signal === null ? (code ?? 0) : codeOfSignal(signal)
}

/** POSIX shells: 127 for a command that is not found, 126 for one that is and cannot be executed (XCU 2.8.2). */
export function notStarted(command: string, error: unknown): ChildResult {
  const { code, message } = error as NodeJS.ErrnoException
  const name = JSON.stringify(command)
  if (code === 'ENOENT') {
    const where = command.includes('/') ? 'no such file, or its interpreter (#!) is missing' : 'no such program on PATH'
    return { code: exitCodes.notFound, problem: `Expected a command to run, got ${name}: ${where}` }
  }
  return { code: exitCodes.notExecutable, problem: `Expected an executable, got ${name}: ${explain(code, message)}` }
}

function explain(code: string | undefined, message: string): string {
  switch (code) {
    case 'EACCES':
      return 'permission denied, or a directory'
    case 'ENOTDIR':
      return 'a part of its path is a file'
    case 'E2BIG':
      return 'its arguments and environment are too long'
    default:
      return message
  }
}
