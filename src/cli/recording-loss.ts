/** What `-w` could not keep, said once more at the end, where it is the last thing read; and the exit code that says it too. */
import { exitCodes } from './exit-codes.ts'
import type { CliWorld } from './world.ts'

export type RecordedSession = { readonly recording?: { readonly loss: string | undefined } }

/** The exit code of a session that went well otherwise. */
export function tellRecordingLoss({ recording }: RecordedSession, world: Pick<CliWorld, 'stderr'>): number {
  if (recording?.loss === undefined) return exitCodes.ok
  world.stderr(`middlebox: ${recording.loss}\n`)
  return exitCodes.failure
}
