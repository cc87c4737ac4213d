/** The worker that reads one user module: its default export comes back as located values, which are plain data. */
import { onUncaught, workerSide } from '../kit/worker.ts'
import { faultOf } from '../scripts/fault.ts'
import type { Fault } from '../scripts/protocol.ts'
import { importUserModule } from '../scripts/user-modules.ts'
import { type Entry, type Located, isPlain, locate, locateEntries } from './located.ts'

/** `name` as errors show the module. */
export type ModuleWish = { path: string; name: string }

export type ModuleSaid =
  | { fault: Fault }
  /** `entries`: where it is an object. Absent value = no default export. */
  | { value?: Located; entries?: readonly Entry[]; type: string }

const side = workerSide()
const { path, name } = side.data as ModuleWish

onUncaught((error) => side.post({ fault: faultOf(error) } satisfies ModuleSaid))
void read().then((said) => side.post(said))

async function read(): Promise<ModuleSaid> {
  try {
    const exported = (await importUserModule(path))['default']
    if (exported === undefined) return { type: 'none' }
    const entries = isPlain(exported) ? { entries: locateEntries(exported, `${name}: `) } : {}
    return { value: locate(exported, name), ...entries, type: Array.isArray(exported) ? 'array' : typeof exported }
  } catch (error) {
    return { fault: faultOf(error) }
  }
}
