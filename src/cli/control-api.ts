/** `--api`: the control API of a session, with what it needs of the program around it. */
import type { Api } from '../api/index.ts'
import type { FaceSource } from '../headless/index.ts'
import { systemClock } from '../kit/clock.ts'
import { systemRandom } from '../kit/random.ts'
import type { Session } from '../session/create-session.ts'
import type { CommandHost } from '../session/commands/parts/world.ts'
import type { CliWorld } from './world.ts'

export type ControlApi = Api & { token: string; tokenFile: string }

/** On stderr, since stdout may be kept: whoever has the token can read all that passes, and change it. */
export function tellToken({ api }: { readonly api?: ControlApi }, world: Pick<CliWorld, 'stderr'>): void {
  if (api !== undefined) world.stderr(`control API ${api.url} token ${api.token} (kept in ${api.tokenFile})\n`)
}

/** @throws MiddleboxError port_taken, listen_failed */
export async function startControlApi(
  session: Session,
  at: { host: string; port: number },
  source: FaceSource,
  host: CommandHost,
): Promise<ControlApi> {
  const [{ openToken, startApi, tokenFile }, { createEventLines }] = await Promise.all([
    import('../api/index.ts'),
    import('../headless/index.ts'),
  ])
  const { store, options } = session
  const token = await openToken(options.home, systemRandom)
  const lineOf = createEventLines(source)
  const api = await startApi(at, {
    commands: await session.commands(host),
    lines: (hear) =>
      store.on((event) => {
        const line = lineOf(event)
        if (line !== undefined) hear(line)
      }),
    token,
    clock: systemClock,
    warn: (code, message) => store.apply({ type: 'warning', at: systemClock.now(), code, message }),
  })
  return { ...api, token, tokenFile: tokenFile(options.home) }
}
