/** The terminal interface, loaded when it is wanted: React and Ink take longer to load than all the rest together. */
import type { FaceOutput } from '../headless/index.ts'
import { systemClock } from '../kit/clock.ts'
import type { Session } from '../session/create-session.ts'
import { processTerminal } from './terminal.ts'
import { tuiSource } from './tui-source.ts'
import type { CliWorld } from './world.ts'

type TuiModule = typeof import('../tui/index.ts')

/** React decides while it is loaded whether it is the slower one for developing; nobody else shall see what it is told. */
export async function loadTui(env: CliWorld['env']): Promise<TuiModule> {
  const before = env['NODE_ENV']
  env['NODE_ENV'] ??= 'production'
  try {
    return await import('../tui/index.ts')
  } finally {
    if (before === undefined) delete env['NODE_ENV']
  }
}

/** A face on the process's terminal. `ended` resolves when its user wants the end; `close` says the summary on the terminal given back. */
export async function startTuiFace(
  { startTui }: TuiModule,
  session: Session,
  world: CliWorld,
  { command, output }: { command: string; output: FaceOutput },
): Promise<{ ended: Promise<void>; close(): Promise<void> }> {
  const startedAt = systemClock.now()
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  const source = await tuiSource(session, world, command, end)
  const tui = await startTui(source, processTerminal(world.env, output.color), () => world.exitNow(130))
  return {
    ended: Promise.race([ended, tui.ended]),
    async close() {
      await tui.close()
      const { lastWords } = await import('../headless/index.ts')
      output.write(lastWords({ store: session.store, clock: systemClock }, startedAt, output), () => {})
    },
  }
}
