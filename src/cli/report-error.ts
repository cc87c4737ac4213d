/** How an error ends a command: one line and what to do, on stderr, and the exit code of the table. */
import { MiddleboxError, errors } from '../model/errors.ts'
import { nameOurselves } from './own-command.ts'
import type { CliWorld } from './world.ts'

/** Writes the error and gives the exit code. The stack is shown only when asked for. `command` is how people call us. */
export function reportError(
  error: unknown,
  world: Pick<CliWorld, 'stderr'>,
  verbose: boolean,
  command = 'middlebox',
): number {
  const known = error instanceof MiddleboxError
  const hint = known ? error.hint : errors.internal.hint
  world.stderr(`middlebox: ${known ? error.message : `Defect: ${messageOf(error)}`}\n`)
  if (hint !== '') world.stderr(`  ${nameOurselves(hint, command)}\n`)
  if (verbose && error instanceof Error) world.stderr(`${stackOf(error)}\n`)
  return known ? error.exitCode : errors.internal.exit
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function stackOf(error: Error): string {
  const own = error.stack ?? String(error)
  return error.cause instanceof Error ? `${own}\nCaused by: ${error.cause.stack ?? String(error.cause)}` : own
}
