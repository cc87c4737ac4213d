/** The only place where the parts are wired: store, CA, dialler, chain and engine become one running session. */
import type { Clock } from '../kit/clock.ts'
import { systemClock } from '../kit/clock.ts'
import { userAtHost, variables } from '../kit/environment.ts'
import { systemRandom } from '../kit/random.ts'
import { openAuthority } from '../ca/authority.ts'
import type { RootWorld } from '../ca/root-files.ts'
import { type Engine, createEngine } from '../engine/engine.ts'
import { createDialler } from '../engine/upstream/dialler.ts'
import type { Interceptor } from '../model/contract.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { SessionOptions } from '../model/options.ts'
import { createBuiltinOrigin } from '../origin/interceptor.ts'
import { compose } from '../pipeline/compose.ts'
import { createConditions } from '../pipeline/conditions.ts'
import { type Store, createStore } from '../store/index.ts'
import { createAdmission } from './admission.ts'
import { openListenerWarning } from './open-listener.ts'
import { hideParentLogin } from './parent-login.ts'
import { type SessionRules, createSessionRules } from './session-rules.ts'

/** The doors a session goes through; `RootWorld` has the clock, the randomness, and whose CA it is. */
export type SessionWorld = RootWorld & { env: Readonly<Record<string, string | undefined>> }

export type ListenerInfo = { mode: 'forward' | 'reverse'; host: string; port: number; url: string }

export interface Session {
  readonly options: SessionOptions
  readonly listeners: readonly ListenerInfo[]
  readonly store: Store
  readonly rules: Pick<SessionRules, 'replace' | 'list'>
  readonly ca: { certFile: string; pem: string }
  /** Stops accepting, lets what runs finish for at most `grace` ms, then ends everything. */
  close(grace?: number): Promise<void>
}

/** ms after the start when the roots are loaded: past what a start script does first. */
const warmTime = 50
/** ms that running exchanges get at the end (PRODUCT.md §3). */
const drainTime = 5_000

export function systemWorld(): SessionWorld {
  return { env: variables(), clock: systemClock, random: systemRandom, owner: userAtHost() }
}

/** Throws MiddleboxError: ca_invalid, port_taken, listen_failed, config_invalid, rule_invalid. */
export async function createSession(
  options: SessionOptions,
  world: SessionWorld = systemWorld(),
  extra: readonly Interceptor[] = [],
): Promise<Session> {
  const authority = await openAuthority(options.home, world)
  const store = createStore(options.history, world.clock)
  const emit = (event: ProxyEvent) => store.apply(hideParentLogin(event))
  const listeners: ListenerInfo[] = []
  const rules = createSessionRules(options.seed, world.clock, store)
  await rules.replace(options.rules)
  const conditions =
    options.conditions === undefined ? [] : [createConditions(options.conditions, world.clock, options.seed)]
  const dialler = createDialler(options.upstream, {
    env: world.env,
    clock: world.clock,
    own: () => listeners,
    warn: (code, message) => emit({ type: 'warning', at: world.clock.now(), code, message }),
  })
  const engine = createEngine(options, {
    clock: world.clock,
    emit,
    leaves: authority,
    dialler,
    allows: createAdmission(options.allowClients),
    chain: (forward) =>
      compose(
        [rules.interceptor, ...conditions, createBuiltinOrigin({ authority, clock: world.clock }), ...extra],
        forward,
      ),
  })
  const warn = (code: string, message: string): void => emit({ type: 'warning', at: world.clock.now(), code, message })
  await openListeners(engine, options, listeners, warn)
  // The first client should not wait for what the first leaf and the first TLS dial need.
  world.clock.after(1, () => authority.warm())
  world.clock.after(warmTime, () => dialler.warm())
  return {
    options,
    listeners,
    store,
    rules,
    ca: { certFile: authority.certFile, pem: authority.pem },
    close: (grace = drainTime) => closeSession(engine, store, world.clock, grace),
  }
}

async function openListeners(
  engine: Engine,
  { listen, allowClients }: SessionOptions,
  listeners: ListenerInfo[],
  warn: (code: string, message: string) => void,
): Promise<void> {
  for (const at of listen) {
    const { mode, host, port } = await engine.listen(at).catch((error: unknown) => {
      engine.close()
      throw error
    })
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
    listeners.push({ mode, host, port, url })
    const message = openListenerWarning({ host, url }, allowClients)
    if (message !== undefined) warn('open_listener', message)
  }
}

async function closeSession(engine: Engine, store: Store, clock: Clock, grace: number): Promise<void> {
  const { promise: patience, resolve } = Promise.withResolvers<void>()
  const timer = clock.after(grace, resolve, true)
  await Promise.race([engine.drain(), patience])
  timer.stop()
  engine.close()
  store.close()
}
