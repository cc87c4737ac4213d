/**
 * Config as a module: its default export, read in a worker thread of its own, so that a changed file is read anew and the one
 * before is forgotten. What goes wrong while it loads is told with file, line and remedy.
 */
import { systemClock } from '../kit/clock.ts'
import { moduleBeside, startWorker } from '../kit/worker.ts'
import { MiddleboxError } from '../model/errors.ts'
import { faultText } from '../scripts/fault.ts'
import type { Fault } from '../scripts/protocol.ts'
import { complaint } from './complaint.ts'
import type { Entry, Located } from './located.ts'
import type { ModuleSaid, ModuleWish } from './module-main.ts'

/** ms that a module may take to load. */
const loadTime = 10_000

/** The entries of the module's default export; `show` writes paths for people. */
export async function readModule(path: string, show: (path: string) => string): Promise<readonly Entry[]> {
  const { entries, type } = await load(path, show)
  if (entries !== undefined) return entries
  const found = type === 'none' ? 'none' : `one of type ${type}`
  throw complaint(show(path), 'a default export that is an object of options', found)
}

/** The module's default export, whatever it is; undefined when there is none. */
export async function importDefault(path: string, show: (path: string) => string): Promise<Located | undefined> {
  return (await load(path, show)).value
}

async function load(path: string, show: (path: string) => string): Promise<Exclude<ModuleSaid, { fault: Fault }>> {
  const { promise, resolve } = Promise.withResolvers<ModuleSaid>()
  const failed = (message: string): void => resolve({ fault: { message } })
  const wish: ModuleWish = { path, name: show(path) }
  const worker = startWorker(moduleBeside(import.meta.url, './module-main'), wish, {
    message: (said) => resolve(said as ModuleSaid),
    output: () => {},
    ended: (why) => failed(`Expected a module with a default export, got none: it ${why}`),
  })
  const timer = systemClock.after(
    loadTime,
    () => failed(`Expected a module that loads within ${loadTime / 1000} s, got no end of it`),
    true,
  )
  const said = await promise
  timer.stop()
  await worker.end()
  if (!('fault' in said)) return said
  throw new MiddleboxError('config_invalid', `${faultText(said.fault, path, show)}.`, said.fault.remedy ?? '')
}
