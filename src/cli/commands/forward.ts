/** `middlebox [forward]`: a session and a face, until a signal ends them. */
import type { Command } from 'commander'
import type { FaceKind, FaceOutput } from '../../headless/index.ts'
import type { SessionOptions } from '../../model/options.ts'
import type { Session, SessionWorld } from '../../session/create-session.ts'
import { chooseFace, wantsColor } from '../choose-face.ts'
import { loadCommandSettings } from '../command-settings.ts'
import type { CommandSettings } from '../command-settings.ts'
import { exitCodes } from '../exit-codes.ts'
import { ownCommand } from '../own-command.ts'
import { type RuledSession, watchRules } from '../watch-rules.ts'
import type { CliWorld } from '../world.ts'

/** What `forward` needs of a session. */
export type ForwardSession = RuledSession & { close(): Promise<void> }

/** The floors below, as `forward` calls them. */
export type ForwardParts<S extends ForwardSession> = {
  createSession(options: SessionOptions): Promise<S>
  startFace(kind: FaceKind, session: S, output: FaceOutput, quiet: boolean): { close(): void }
}

export function registerForward(program: Command, world: CliWorld): void {
  program
    .command('forward', { isDefault: true })
    .description('Forward proxy: clients name it as their HTTP, HTTPS or SOCKS5 proxy.')
    .action((_options: unknown, command: Command) => runForward(command, world, () => loadParts(world)))
}

async function loadParts(world: CliWorld): Promise<ForwardParts<Session>> {
  const [{ createSession, systemWorld }, { startFace }, { faceSource }, command] = await Promise.all([
    import('../../session/create-session.ts'),
    import('../../headless/index.ts'),
    import('../face-source.ts'),
    ownCommand(world),
  ])
  const machine: SessionWorld = { ...systemWorld(), env: world.env }
  return {
    createSession: (options) => createSession(options, machine),
    startFace: (kind, session, output, quiet) =>
      startFace(kind, { ...faceSource(session, world, command), quiet }, output),
  }
}

/** Runs until the first SIGINT or SIGTERM and a clean end; a second one ends at once with the shell's code for it. */
export async function runForward<S extends ForwardSession>(
  command: Command,
  world: CliWorld,
  load: () => Promise<ForwardParts<S>>,
): Promise<void> {
  const loaded = await loadCommandSettings(command, world)
  const { session: options, settings } = loaded
  const { createSession, startFace } = await load()
  const signals = hearSignals(world)
  try {
    const session = await createSession(options)
    const face = startFace(chooseFace(settings), session, faceOutput(settings, world), settings.quiet ?? false)
    const watching = watchRules(session, loaded, command, world)
    await signals.first
    watching.close()
    await session.close()
    face.close()
    world.exit(exitCodes.ok)
  } finally {
    signals.stop()
  }
}

function faceOutput(settings: CommandSettings['settings'], world: CliWorld): FaceOutput {
  let told = false
  return {
    write: (text, done) =>
      world.stdout(text, (error) => {
        if (error && !told)
          world.stderr(`middlebox: Expected a reader of stdout, got ${error.message}; the proxy goes on unseen\n`)
        told ||= Boolean(error)
        done()
      }),
    error: (text) => world.stderr(text),
    get columns() {
      return world.isTTY ? world.columns : undefined
    },
    color: wantsColor(settings, world),
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
