/** `middlebox [forward]`: a proxy and a face, until a signal ends them. */
import type { Command } from 'commander'
import { chooseFace, wantsColor } from '../choose-face.ts'
import { loadCommandSettings } from '../command-settings.ts'
import { exitCodes } from '../exit-codes.ts'
import { startProxy } from '../proxy.ts'
import type { StartProxy } from '../proxy.ts'
import type { CliWorld } from '../world.ts'

export function registerForward(program: Command, world: CliWorld): void {
  program
    .command('forward', { isDefault: true })
    .description('Forward proxy: clients name it as their HTTP, HTTPS or SOCKS5 proxy.')
    .action((_options: unknown, command: Command) => runForward(command, world, startProxy))
}

/** Runs until the first SIGINT or SIGTERM and a clean end; a second one ends at once with the shell's code for it. */
export async function runForward(command: Command, world: CliWorld, start: StartProxy): Promise<void> {
  const { session: options, settings } = await loadCommandSettings(command, world)
  const signals = hearSignals(world)
  try {
    const proxy = await start(options, world)
    const output = {
      write: (text: string, done: () => void) => world.stdout(text, done),
      error: (text: string) => world.stderr(text),
      get columns() {
        return world.isTTY ? world.columns : undefined
      },
      color: wantsColor(settings, world),
    }
    const face = proxy.show(chooseFace(settings), output, settings.quiet)
    await signals.first
    await proxy.close()
    face.close()
    world.exit(exitCodes.ok)
  } finally {
    signals.stop()
  }
}

function hearSignals(world: CliWorld): { first: Promise<void>; stop(): void } {
  const { promise: first, resolve } = Promise.withResolvers<void>()
  let heard = 0
  const stop = world.onSignal((signal) => {
    heard += 1
    if (heard === 1) resolve()
    else world.exitNow(signal === 'SIGINT' ? 130 : 143)
  })
  return { first, stop }
}
