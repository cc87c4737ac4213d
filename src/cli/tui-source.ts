/** What the terminal interface is told of a session: the wiring that faces must not do themselves. */
import { join, resolve } from 'node:path'
import { presets } from '../conditions/presets.ts'
import { createBodyDecoder } from '../content/decode.ts'
import { faults } from '../faults/index.ts'
import { compileFilter } from '../filter/index.ts'
import { systemClock } from '../kit/clock.ts'
import { configHome } from '../kit/environment.ts'
import { facts, makeDirectory, readTextIfThere, writeAtomic } from '../kit/files.ts'
import { readableBytes } from '../kit/readable.ts'
import type { ListenerInfo, Session } from '../session/create-session.ts'
import type { TuiSource } from '../tui/index.ts'
import { adviceFor } from './advice.ts'
import { copyHere } from './clipboard.ts'
import { copyForms } from './copy-forms.ts'
import { editText } from './editor.ts'
import { readVersion } from './version.ts'
import type { CliWorld } from './world.ts'

/** Bytes of a decoded body that a filter searches. */
const maxSearched = 1024 * 1024

type Around = Pick<CliWorld, 'env' | 'home' | 'platform' | 'cwd'>

/** `command` is how people call us, `shutdown` what the command of that name does. */
export async function tuiSource(
  session: Session,
  world: Around,
  command: string,
  shutdown: () => void,
): Promise<TuiSource> {
  const { options, listeners, store, ca, rules, desk, conditions, reverse } = session
  const [first, ...others] = listeners as [ListenerInfo, ...ListenerInfo[]]
  const home = configHome(world.env, world.home())
  const ownFile = (name: string, mode?: number): TuiSource['file'] => ({
    path: join(home, name),
    read: () => readTextIfThere(join(home, name)),
    async write(text) {
      await makeDirectory(home)
      await writeAtomic(join(home, name), text, mode)
    },
  })
  const { parent } = options.upstream
  return {
    store,
    clock: systemClock,
    commands: await session.commands({ version: readVersion(), cwd: world.cwd(), shutdown }),
    listening: { ...first, ca: ca.certFile, seed: options.seed },
    others,
    absent: reverse.absent,
    subjects: reverse.subjects,
    certificate: reverse.certificate,
    advice: { command, ...adviceFor({ listeners, home: options.home }, world, command) },
    compileFilter: (text) => compileFilter(text, { decode: createBodyDecoder(maxSearched), now: systemClock.now }),
    view: options.view,
    ...(parent.kind === 'url' && { parent: withoutLogin(parent.url) }),
    rules: () => rules.list(),
    conditions: () => conditions.current,
    paused: () => desk.list(),
    faults,
    throttles: Object.entries(presets).map(([name, { down, latency }]) => ({
      name,
      summary: down === 0 ? 'nothing passes' : `${readableBytes(down ?? 0)}/s down, ${latency} ms`,
    })),
    forms: copyForms,
    file: ownFile('view.json'),
    // What was searched for is nobody else's.
    history: ownFile('history.json', 0o600),
    edit: (text, extension) => editText(text, extension, world.env),
    isFile: async (path) => (await facts(resolve(world.cwd(), path)).catch(() => undefined))?.kind === 'file',
    copy: (text) => copyHere(text, world.env, world.platform),
  }
}

function withoutLogin(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//')
}
