/** `middlebox run -- cmd`: a session on a free port, a command whose clients all go through it, and its exit code. */
import type { Command } from 'commander'
import type { FaceKind, FaceOutput } from '../../headless/index.ts'
import { terminal } from '../../kit/environment.ts'
import { openTextSink } from '../../kit/files.ts'
import type { TextSink } from '../../kit/files.ts'
import { MiddleboxError } from '../../model/errors.ts'
import type { SessionOptions } from '../../model/options.ts'
import { createRedactor } from '../../kit/redact.ts'
import { wantsColor } from '../choose-face.ts'
import { loadCommandSettings } from '../command-settings.ts'
import type { CommandSettings } from '../command-settings.ts'
import { exitCodes } from '../exit-codes.ts'
import { ownCommand } from '../own-command.ts'
import { reportError } from '../report-error.ts'
import { type RecordedSession, tellRecordingLoss } from '../recording-loss.ts'
import { tellToken } from '../control-api.ts'
import { warnOfPauses } from '../pause-warning.ts'
import { readVersion } from '../version.ts'
import type { FacedSession } from '../start-session.ts'
import { type RuledSession, watchRules } from '../watch-rules.ts'
import type { CliWorld } from '../world.ts'
import { runChild } from './run/child.ts'
import { checkCommand } from './run/check-command.ts'
import { createShutdown } from './run/shutdown.ts'
import { childEnvironment } from './run/environment.ts'

/** What `run` needs of a session. */
export type RunSession = RuledSession &
  RecordedSession & {
    readonly listeners: readonly { url: string }[]
    readonly ca: { readonly certFile: string }
    readonly toxiproxyApi?: string
    close(): Promise<void>
  }

/** The floors below, as `run` calls them. */
export type RunParts<S extends RunSession> = {
  /** `shutdown` ends the command, and with it us. */
  createSession(options: SessionOptions, shutdown: () => void): Promise<S>
  startFace(kind: FaceKind, session: S, out: FaceOutput): { close(): void }
}

const localNote = `
The command sees an empty NO_PROXY, so that calls to localhost are shown too;
to leave some out: middlebox run -- env NO_PROXY=localhost npm test
Go and Ruby programs never use a proxy for localhost.`

export function registerRun(program: Command, world: CliWorld): void {
  program
    .command('run')
    .description('Run a command behind the proxy, on a free port; exits as the command does.')
    .argument('<command...>', 'the command and its arguments, after --')
    .option('--java', 'prepare Java too, through JAVA_TOOL_OPTIONS')
    .passThroughOptions()
    .addHelpText('after', localNote)
    .action(async (words: string[], _options: unknown, command: Command) =>
      runCommand(words, command, world, await loadParts(world)),
    )
}

async function loadParts(world: CliWorld): Promise<RunParts<FacedSession>> {
  const [{ startSession }, { startFace }, { faceSource }, command] = await Promise.all([
    import('../start-session.ts'),
    import('../../headless/index.ts'),
    import('../face-source.ts'),
    ownCommand(world),
  ])
  return {
    async createSession(options, shutdown) {
      const host = { version: readVersion(), cwd: world.cwd(), shutdown }
      const session = await startSession(options, undefined, {
        host,
        source: (one) => faceSource(one, world, command),
      })
      tellToken(session, world)
      return session
    },
    startFace(kind, session, out) {
      // Of the two faces only the one of --json-file writes to a disk (PRODUCT.md §11).
      const redactor = kind === 'ndjson' ? { redactor: createRedactor() } : {}
      return startFace(kind, { ...faceSource(session, world, command), ...redactor, forCommand: true }, out)
    },
  }
}

/** A wrong command line ends with 2, as everywhere; whatever fails after it and before the child starts, with 125. */
export async function runCommand<S extends RunSession>(
  words: readonly string[],
  command: Command,
  world: CliWorld,
  parts: RunParts<S>,
): Promise<void> {
  const [name, ...args] = words
  if (!name) throw new MiddleboxError('usage', 'Expected a command after --, got an empty word.')
  const settings = await loadCommandSettings(command, world)
  const wrong = await checkCommand(name, world)
  if (wrong) {
    world.stderr(`middlebox: ${wrong.problem}\n`)
    return world.exit(wrong.code)
  }
  const { onSignal, shutdown } = createShutdown(world)
  let stage: Stage
  try {
    stage = await setStage(settings, world, parts, command, shutdown)
  } catch (error) {
    reportError(error, world, settings.session.verbose, await ownCommand(world))
    const broken = error instanceof MiddleboxError && error.code === 'script_invalid'
    return world.exit(broken ? exitCodes.usage : exitCodes.notStarted)
  }
  const { code, problem } = await runChild(name, args, { env: stage.env, cwd: world.cwd(), onSignal })
  const complete = await stage.close()
  if (problem) world.stderr(`middlebox: ${problem}\n`)
  world.exit(code !== 0 || complete ? code : exitCodes.failure)
}

type Stage = {
  env: Record<string, string | undefined>
  /** False when something that was asked for could not be kept. */
  close(): Promise<boolean>
}

/** Everything the child needs around it; on failure nothing of it stays. */
async function setStage<S extends RunSession>(
  loaded: CommandSettings,
  world: CliWorld,
  parts: RunParts<S>,
  command: Command,
  shutdown: () => void,
): Promise<Stage> {
  const { session: options, settings } = loaded
  const java = command.getOptionValue('java') === true
  const listen = [{ mode: 'forward', host: '127.0.0.1', port: 0 }] as const
  const file = settings.jsonFile === undefined ? undefined : await openJsonFile(settings.jsonFile, world)
  let session: S | undefined
  try {
    session = await parts.createSession({ ...options, listen }, shutdown)
    warnOfPauses(session, options)
    const running = session
    const { url: proxyUrl } = session.listeners[0]!
    const { ca, toxiproxyApi } = session
    const env = await childEnvironment(world, { proxyUrl, caFile: ca.certFile, java, toxiproxyApi })
    // The child owns stdout: whatever a face has to say goes to stderr.
    const faces = [parts.startFace(settings.quiet ? 'quiet' : 'lines', session, errorOutput(settings, world))]
    if (file) faces.push(parts.startFace('ndjson', session, file.output))
    faces.push(watchRules(session, loaded, command, world))
    return {
      env,
      async close() {
        const complete = await strike(running, faces, file)
        return tellRecordingLoss(running, world) === exitCodes.ok && complete
      },
    }
  } catch (error) {
    await strike(session, [], file)
    throw error
  }
}

async function strike(
  session: RunSession | undefined,
  faces: readonly { close(): void }[],
  file: JsonFile | undefined,
): Promise<boolean> {
  await session?.close()
  for (const face of faces) face.close()
  await file?.sink.close()
  return file === undefined || file.complete()
}

function errorOutput(settings: CommandSettings['settings'], world: CliWorld): FaceOutput {
  const { stderr, columns } = terminal()
  return {
    write(text, done) {
      world.stderr(text)
      done()
    },
    error: (text) => world.stderr(text),
    ...(stderr ? { columns } : {}),
    color: wantsColor(settings, { isTTY: stderr, env: world.env }),
  }
}

type JsonFile = { sink: TextSink; output: FaceOutput; complete(): boolean }

/** A full disk does not stop the child; it is told at once, and the exit code tells it again. */
async function openJsonFile(path: string, world: CliWorld): Promise<JsonFile> {
  let failed = false
  const sink = await openTextSink(path, ({ message }) => {
    failed = true
    world.stderr(`middlebox: Expected to write ${path}, got ${message}; the rest of the NDJSON is lost\n`)
  }).catch((error: Error) => {
    const hint = 'Make its folder, or name another file with --json-file.'
    throw new MiddleboxError('output_failed', `Expected to write ${path}, got ${error.message}`, hint, { cause: error })
  })
  const output: FaceOutput = {
    write(text, done) {
      sink.write(text)
      done()
    },
    // Warnings stand in the file too; people read them once, from the other face.
    error: () => {},
    color: false,
  }
  return { sink, output, complete: () => !failed }
}
