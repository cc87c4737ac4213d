/** `middlebox [forward]`: a session and a face, until a signal ends them. */
import type { Command } from 'commander'
import type { FaceOutput } from '../../headless/index.ts'
import type { Face, SessionOptions } from '../../model/options.ts'
import type { SessionWorld } from '../../session/create-session.ts'
import { chooseFace, wantsColor } from '../choose-face.ts'
import { loadCommandSettings } from '../command-settings.ts'
import type { CommandSettings } from '../command-settings.ts'
import { codeOfSignal } from '../exit-codes.ts'
import { ownCommand } from '../own-command.ts'
import { loadTui, startTuiFace } from '../start-tui.ts'
import type { FacedSession } from '../start-session.ts'
import { type RuledSession, watchRules } from '../watch-rules.ts'
import { type SitedSession, watchSites } from '../watch-sites.ts'
import { type RecordedSession, tellRecordingLoss } from '../recording-loss.ts'
import { tellToken } from '../control-api.ts'
import { warnOfPauses } from '../pause-warning.ts'
import { readVersion } from '../version.ts'
import type { CliWorld } from '../world.ts'

/** What `forward` needs of a session. */
export type ForwardSession = RuledSession & SitedSession & RecordedSession & { close(): Promise<void> }

/** The floors below, as `forward` calls them. */
export type ForwardParts<S extends ForwardSession> = {
  /** `shutdown` ends the program as a signal would. */
  createSession(options: SessionOptions, shutdown: () => void): Promise<S>
  startFace(kind: Face, session: S, output: FaceOutput, quiet: boolean): RunningFace | Promise<RunningFace>
}

/** `ended` is for faces whose user can ask for the end. */
type RunningFace = { close(): void | Promise<void>; readonly ended?: Promise<void> }

export function registerForward(program: Command, world: CliWorld): void {
  program
    .command('forward', { isDefault: true })
    .description('Forward proxy: clients name it as their HTTP, HTTPS or SOCKS5 proxy.')
    .action((_options: unknown, command: Command) => runForward(command, world, (face) => loadParts(world, face)))
}

/** What `forward` and `reverse` run on. */
export async function loadParts(world: CliWorld, face: Face = 'lines'): Promise<ForwardParts<FacedSession>> {
  const [{ startSession }, { systemWorld }, { startFace }, { faceSource }, command, tui] = await Promise.all([
    import('../start-session.ts'),
    import('../../session/create-session.ts'),
    import('../../headless/index.ts'),
    import('../face-source.ts'),
    ownCommand(world),
    face === 'tui' ? loadTui(world.env) : undefined,
  ])
  const machine: SessionWorld = { ...systemWorld(), env: world.env }
  return {
    async createSession(options, shutdown) {
      const host = { version: readVersion(), cwd: world.cwd(), shutdown }
      const source = (session: FacedSession) => faceSource(session, world, command)
      const session = await startSession(options, machine, { host, source })
      tellToken(session, world)
      return session
    },
    startFace: async (kind, session, output, quiet) =>
      kind === 'tui'
        ? startTuiFace(tui ?? (await loadTui(world.env)), session, world, { command, output })
        : startFace(kind, { ...faceSource(session, world, command), quiet }, output),
  }
}

/** Runs until the first signal and a clean end; a second one ends at once with the shell's code for it. */
export async function runForward<S extends ForwardSession>(
  command: Command,
  world: CliWorld,
  load: (face: Face) => Promise<ForwardParts<S>>,
): Promise<void> {
  const loaded = await loadCommandSettings(command, world)
  const { session: options, settings } = loaded
  const kind = chooseFace(settings, world)
  const { createSession, startFace } = await load(kind)
  const signals = hearSignals(world)
  try {
    const session = await createSession(options, signals.end)
    if (kind !== 'tui') warnOfPauses(session, options)
    const face = await startFace(kind, session, faceOutput(settings, world), settings.quiet ?? false)
    // A terminal that hangs up ends its screen; it does not ask for other routes.
    const hearing = kind === 'tui' ? { ...world, onHangup: () => () => {} } : world
    const watching = [watchRules(session, loaded, command, world), watchSites(session, loaded, command, hearing)]
    await Promise.race([signals.first, face.ended ?? signals.first])
    for (const one of watching) one.close()
    await session.close()
    await face.close()
    world.exit(tellRecordingLoss(session, world))
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

function hearSignals(world: CliWorld): { first: Promise<void>; end(): void; stop(): void } {
  const { promise: first, resolve } = Promise.withResolvers<void>()
  let heard = 0
  const stop = world.onSignal((signal) => {
    heard += 1
    if (heard === 1) resolve()
    else world.exitNow(codeOfSignal(signal))
  })
  return { first, end: resolve, stop }
}
