/** The commands of a session, loaded when first asked for: a session that nobody commands starts without them. */
import type { Engine } from '../engine/engine.ts'
import type { Commands } from './commands/command.ts'
import type { CommandHost, CommandWorld } from './commands/parts/world.ts'

export function lazyCommands(
  parts: Omit<CommandWorld, 'host' | 'send'>,
  engine: Pick<Engine, 'inject'>,
): (host: CommandHost) => Promise<Commands> {
  return async (host) => {
    const { createSessionCommands } = await import('./session-commands.ts')
    return createSessionCommands({ ...parts, host }, engine)
  }
}
