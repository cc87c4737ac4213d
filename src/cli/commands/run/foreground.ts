/**
 * Whether a Ctrl-C reaches our child by itself: it does when we are the terminal's foreground group, of which the child
 * is a member (termios(4), ISIG). A SIGINT sent to us alone, as supervisors do, has to be passed on.
 */
import { terminal } from '../../../kit/environment.ts'
import { readTextIfThere } from '../../../kit/files.ts'

export async function terminalInterrupts(): Promise<boolean> {
  const stat = await readTextIfThere('/proc/self/stat').catch(() => undefined)
  const known = stat === undefined ? undefined : isForeground(stat)
  if (known !== undefined) return known
  const { stdin, stdout, stderr } = terminal()
  return stdin || stdout || stderr
}

/** From proc_pid_stat(5): our group is the terminal's foreground group. Undefined when the text is not understood. */
export function isForeground(stat: string): boolean | undefined {
  // The name in parentheses may hold blanks and parentheses itself.
  const [, , group, , , foreground] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (group === undefined || foreground === undefined) return undefined
  return Number(foreground) > 0 && foreground === group
}
