/** A session that can be shown: what `forward` and `run` share, and the place where both meet the floors below. */
import type { FaceKind, FaceOutput } from '../headless/index.ts'
import type { Filter } from '../filter/index.ts'
import type { SessionOptions } from '../model/options.ts'
import type { CliWorld } from './world.ts'

export type Proxy = {
  /** `http://127.0.0.1:8080` and the like, for proxy variables. */
  readonly url: string
  /** Path of the root certificate, PEM. */
  readonly caFile: string
  /** Starts a face on the session; `quiet` as FaceSource says. */
  show(kind: FaceKind, out: FaceOutput, quiet?: boolean): { close(): void }
  /** Lets what runs finish, then ends everything. */
  close(): Promise<void>
}

export type StartProxy = (options: SessionOptions, world: Pick<CliWorld, 'env' | 'pid'>) => Promise<Proxy>

/** @throws MiddleboxError filter_invalid, and what createSession throws */
export const startProxy: StartProxy = async (options, world) => {
  const [{ createSession, systemWorld }, { startFace }, view] = await Promise.all([
    import('../session/create-session.ts'),
    import('../headless/index.ts'),
    options.view.trim() === '' ? undefined : compileView(options.view),
  ])
  const machine = { ...systemWorld(), env: world.env }
  const session = await createSession(options, machine)
  const { store, ca } = session
  const { mode, url, port } = session.listeners[0]!
  const listening = { mode, url, port, ca: ca.certFile, seed: options.seed, pid: world.pid }
  const source = { store, clock: machine.clock, listening, ...(view && { view }) }
  return {
    url,
    caFile: ca.certFile,
    show: (kind, out, quiet = false) => startFace(kind, { ...source, quiet }, out),
    close: () => session.close(),
  }
}

/** Bodies are searched as their senders meant them. */
async function compileView(text: string): Promise<Filter> {
  const [{ compileFilter }, { createBodyDecoder }] = await Promise.all([
    import('../filter/index.ts'),
    import('../content/decode.ts'),
  ])
  return compileFilter(text, { decode: createBodyDecoder(maxSearched) })
}

/** Bytes of a decoded body that `--view` searches. */
const maxSearched = 1024 * 1024
