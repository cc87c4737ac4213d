/** A session together with the APIs it was asked to have: they are faces, so what is below knows nothing of them. */
import type { FaceSource } from '../headless/index.ts'
import { systemClock } from '../kit/clock.ts'
import type { SessionOptions } from '../model/options.ts'
import type { CommandHost } from '../session/commands/parts/world.ts'
import { type Session, type SessionWorld, createSession } from '../session/create-session.ts'
import type { Recording } from '../session/recording.ts'
import type { ControlApi } from './control-api.ts'

export type FacedSession = Session & {
  /** URL of Toxiproxy's API, where it was asked for. */
  readonly toxiproxyApi?: string
  /** The control API, where it was asked for. */
  readonly api?: ControlApi
  /** The HAR file, where one was asked for. */
  readonly recording?: Pick<Recording, 'loss'>
}

/** What the control API needs of the program around the session. */
export type Surroundings = { host: CommandHost; source(session: Session): FaceSource }

/** @throws MiddleboxError as createSession, and port_taken, listen_failed for an API */
export async function startSession(
  options: SessionOptions,
  world?: SessionWorld,
  around?: Surroundings,
): Promise<FacedSession> {
  const session = await createSession(options, world)
  const open: { close(): unknown }[] = []
  try {
    const toxiproxyApi = await startToxiproxy(session, open)
    const api = await startApi(session, around, open)
    const recording = await record(session, world, around, open)
    if (open.length === 0) return session
    return {
      ...session,
      ...(toxiproxyApi !== undefined && { toxiproxyApi }),
      ...(api !== undefined && { api }),
      ...(recording !== undefined && { recording }),
      async close(grace) {
        // What is held at a breakpoint is still decided while the rest ends.
        await session.close(grace)
        for (const one of open) await one.close()
      },
    }
  } catch (error) {
    for (const one of open) await one.close()
    await session.close(0)
    throw error
  }
}

async function startToxiproxy(session: Session, open: { close(): unknown }[]): Promise<string | undefined> {
  const { toxiproxyApi } = session.options
  if (toxiproxyApi === undefined) return undefined
  const { startToxiproxyApi } = await import('../api/toxiproxy.ts')
  const api = await startToxiproxyApi(toxiproxyApi, await session.tcpProxies())
  open.push(api)
  return api.url
}

async function record(
  { options: { write: path, seed }, store }: Session,
  world: SessionWorld | undefined,
  around: Surroundings | undefined,
  open: { close(): unknown }[],
): Promise<Recording | undefined> {
  if (path === undefined) return undefined
  const { startRecording } = await import('../session/recording.ts')
  const clock = world?.clock ?? systemClock
  const recording = await startRecording({ path, store, clock, version: around?.host.version ?? '', seed })
  open.push(recording)
  return recording
}

async function startApi(
  session: Session,
  around: Surroundings | undefined,
  open: { close(): unknown }[],
): Promise<ControlApi | undefined> {
  const { api: at } = session.options
  if (at === undefined || around === undefined) return undefined
  const { startControlApi } = await import('./control-api.ts')
  const api = await startControlApi(session, at, around.source(session), around.host)
  open.push(api)
  return api
}
