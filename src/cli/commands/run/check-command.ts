/** Whether there is a command to run, before anything is set up for it: a slip should cost one line. */
import { findProgram } from '../../../kit/programs.ts'
import type { CliWorld } from '../../world.ts'
import { notStarted } from './child.ts'
import type { ChildResult } from './child.ts'

/** Undefined when it looks well; whether it really starts, its start will tell. Windows searches in its own way. */
export async function checkCommand(
  command: string,
  world: Pick<CliWorld, 'env' | 'cwd' | 'platform'>,
): Promise<ChildResult | undefined> {
  const path = world.env['PATH']
  if (world.platform === 'win32' || path === undefined) return undefined
  const found = await findProgram(command, path, world.cwd())
  if (!found) return notStarted(command, { code: 'ENOENT' })
  return found.executable ? undefined : notStarted(command, { code: 'EACCES' })
}
