/** What a headless face is told of a session, the same whichever command runs it. */
import { createBodyDecoder } from '../content/decode.ts'
import { compileFilter } from '../filter/index.ts'
import type { FaceSource } from '../headless/index.ts'
import { systemClock } from '../kit/clock.ts'
import type { Session } from '../session/create-session.ts'
import { adviceFor } from './advice.ts'
import type { CliWorld } from './world.ts'

/** Bytes of a decoded body that `--view` searches. */
const maxSearched = 1024 * 1024

/** `command` is how people call us. @throws MiddleboxError filter_invalid */
export function faceSource(
  session: Session & { readonly toxiproxyApi?: string; readonly api?: { url: string; tokenFile: string } },
  world: Pick<CliWorld, 'pid' | 'env' | 'home'>,
  command: string,
): FaceSource {
  const { options, listeners, store, ca } = session
  const [{ mode, url, port }, ...others] = listeners as [(typeof listeners)[number], ...typeof listeners]
  const rest = { ca: ca.certFile, seed: options.seed, pid: world.pid }
  return {
    store,
    others: others.map((one) => ({ mode: one.mode, url: one.url, port: one.port, ...rest })),
    clock: systemClock,
    advice: adviceFor({ port, home: options.home }, world, command),
    listening: {
      mode,
      url,
      port,
      ca: ca.certFile,
      seed: options.seed,
      pid: world.pid,
      ...(session.toxiproxyApi !== undefined && { toxiproxyApi: session.toxiproxyApi }),
      ...(session.api !== undefined && { api: { url: session.api.url, tokenFile: session.api.tokenFile } }),
    },
    ...(options.view === '' ? {} : { view: compileFilter(options.view, { decode: createBodyDecoder(maxSearched) }) }),
  }
}
