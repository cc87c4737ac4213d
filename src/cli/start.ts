/** From arguments to an exit code. What a command needs is loaded here and no earlier, so that `--version` stays quick. */
import type { CliWorld } from './world.ts'

/** Runs one command line to its end; whatever goes wrong is told on stderr and becomes the exit code. */
export async function main(argv: readonly string[], world: CliWorld): Promise<void> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    const { readVersion } = await import('./version.ts')
    world.stdout(`${readVersion()}\n`)
    return
  }
  try {
    const { createProgram } = await import('./program.ts')
    const program = await createProgram(argv, world)
    await program.parseAsync([...argv], { from: 'user' })
  } catch (error) {
    world.exit(await endWith(error, argv, world))
  }
}

async function endWith(error: unknown, argv: readonly string[], world: CliWorld): Promise<number> {
  // Help and version end commander's parsing by an error of its own; help nobody asked for is a usage error.
  const { CommanderError } = await import('commander')
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  const [{ reportError }, { ownCommand }] = await Promise.all([import('./report-error.ts'), import('./own-command.ts')])
  const ours = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv
  // Looked for here, because the error may be that the options could not be read.
  const verbose =
    ours.some((arg) => arg === '--verbose' || /^-[kq]*v/.test(arg)) ||
    /^(1|true|yes|on)$/i.test(world.env['MIDDLEBOX_VERBOSE'] ?? '')
  return reportError(error, world, verbose, await ownCommand(world))
}
