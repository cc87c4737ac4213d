/** What the trust commands ask of a machine: a few questions about files and programs, so that tests can be any machine. */
import { capture, isSuperuser, platform, userHome } from '../kit/environment.ts'
import { exists, listDirectory, readTextIfThere } from '../kit/files.ts'

export type Machine = {
  /** As process.platform has it. */
  platform: string
  userHome: string
  superuser: boolean
  isThere(path: string): Promise<boolean>
  list(path: string): Promise<string[]>
  read(path: string): Promise<string | undefined>
  /** Runs a program that only asks; undefined when there is no such program. */
  ask(command: string, args: readonly string[]): Promise<{ code: number | null; stdout: string } | undefined>
}

export function thisMachine(): Machine {
  return {
    platform: platform(),
    userHome: userHome(),
    superuser: isSuperuser(),
    isThere: (path) => exists(path).catch(() => false),
    list: (path) => listDirectory(path).catch(() => []),
    read: (path) => readTextIfThere(path).catch(() => undefined),
    ask: (command, args) => capture(command, args).catch(() => undefined),
  }
}
