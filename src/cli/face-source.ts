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
  const rest = { ca: ca.certFile, seed: options.seed, pid: world.pid }
  const told = listeners.map(({ mode, site, url, port }) => ({
    mode,
    ...(site !== undefined && { site }),
    url,
    port,
    ...rest,
  }))
  const [first, ...others] = told as [(typeof told)[number], ...typeof told]
  return {
    store,
    others,
    clock: systemClock,
    advice: adviceFor({ listeners, home: options.home }, world, command),
    listening: {
      ...first,
      ...(session.toxiproxyApi !== undefined && { toxiproxyApi: session.toxiproxyApi }),
      ...(session.api !== undefined && { api: { url: session.api.url, tokenFile: session.api.tokenFile } }),
    },
    ...(options.view === '' ? {} : { view: compileFilter(options.view, { decode: createBodyDecoder(maxSearched) }) }),
  }
}
