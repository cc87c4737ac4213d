/** A session's commands: the verbs with what they act on. Loaded by whoever first wants to run one. */
import type { Engine } from '../engine/engine.ts'
import type { Commands } from './commands/command.ts'
import { commands } from './commands/index.ts'
import { createCommands } from './commands/parts/run.ts'
import type { CommandWorld } from './commands/parts/world.ts'
import { sendUnheard } from './send-request.ts'

export function createSessionCommands(world: Omit<CommandWorld, 'send'>, engine: Pick<Engine, 'inject'>): Commands {
  return createCommands(commands, { ...world, send: (request) => sendUnheard(engine, request) })
}
