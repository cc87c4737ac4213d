/** What the terminal interface is told of a session: the wiring that faces must not do themselves. */
import { join } from 'node:path'
import { presets } from '../conditions/presets.ts'
import { createBodyDecoder } from '../content/decode.ts'
import { faults } from '../faults/index.ts'
import { compileFilter } from '../filter/index.ts'
import { systemClock } from '../kit/clock.ts'
import { configHome } from '../kit/environment.ts'
import { makeDirectory, readTextIfThere, writeAtomic } from '../kit/files.ts'
import { readableBytes } from '../kit/readable.ts'
import type { Session } from '../session/create-session.ts'
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
  const { options, listeners, store, ca, rules, desk, conditions } = session
  const { mode, url, port } = listeners[0]!
  const file = join(configHome(world.env, world.home()), 'view.json')
  const { parent } = options.upstream
  return {
    store,
    clock: systemClock,
    commands: await session.commands({ version: readVersion(), cwd: world.cwd(), shutdown }),
    listening: { mode, url, port, ca: ca.certFile, seed: options.seed },
    advice: { command, env: adviceFor({ port, home: options.home }, world, command).env },
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
    file: {
      path: file,
      read: () => readTextIfThere(file),
      async write(text) {
        await makeDirectory(configHome(world.env, world.home()))
        await writeAtomic(file, text)
      },
    },
    edit: (text, extension) => editText(text, extension, world.env),
    copy: (text) => copyHere(text, world.env, world.platform),
  }
}

function withoutLogin(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//')
}
