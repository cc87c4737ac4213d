/** The only place where the parts are wired: store, CA, dialler, chain and engine become one running session. */
import type { Clock } from '../kit/clock.ts'
import { systemClock } from '../kit/clock.ts'
import { userAtHost, variables } from '../kit/environment.ts'
import { systemRandom } from '../kit/random.ts'
import { openAuthority } from '../ca/authority.ts'
import type { RootWorld } from '../ca/root-files.ts'
import { type Engine, createEngine } from '../engine/engine.ts'
import { type DiallerWorld, createDialler } from '../engine/upstream/dialler.ts'
import type { Interceptor } from '../model/contract.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { SessionOptions } from '../model/options.ts'
import type { TcpProxies } from '../model/tcp-proxy.ts'
import { createBuiltinOrigin } from '../origin/interceptor.ts'
import { compose } from '../pipeline/compose.ts'
import { createFaultHeaders } from '../pipeline/fault-headers.ts'
import { createConditions } from '../pipeline/conditions.ts'
import { createMockOnly } from '../pipeline/mock-only.ts'
import { type Store, createStore } from '../store/index.ts'
import { createAdmission } from './admission.ts'
import { connectionRules } from './connection-rules.ts'
import type { Commands } from './commands/command.ts'
import type { CommandHost } from './commands/parts/world.ts'
import { createDesk, type SessionDesk } from './desk.ts'
import { lazyCommands } from './lazy-commands.ts'
import { createLiveConditions, type LiveConditions } from './live-conditions.ts'
import { createNoDialler } from './no-dialler.ts'
import { openListenerWarning } from './open-listener.ts'
import { hideParentLogin } from './parent-login.ts'
import { createRuleBook, type RuleBook } from './rule-book.ts'
import { type SessionReverse, createSessionReverse } from './session-reverse.ts'
import { type ScenarioClock, createScenarioClock } from './scenario-clock.ts'
import { createSessionRules } from './session-rules.ts'
import { createSessionScripts } from './session-scripts.ts'
import { lazyTcpProxies } from './tcp-proxies/lazy.ts'

/** The doors a session goes through; `RootWorld` has the clock, the randomness, and whose CA it is. */
export type SessionWorld = RootWorld & { env: Readonly<Record<string, string | undefined>> }

/** `site`: of a reverse listener its place among the sites. */
export type ListenerInfo = { mode: 'forward' | 'reverse'; site?: number; host: string; port: number; url: string }

export interface Session {
  readonly options: SessionOptions
  readonly listeners: readonly ListenerInfo[]
  readonly store: Store
  readonly rules: RuleBook
  readonly scenario: Pick<ScenarioClock, 'now' | 'replace'>
  /** The files that scripts are made of: what changes in one takes effect with the next `rules.replace`. */
  readonly scripts: { readonly files: readonly string[] }
  /** What breakpoints hold. */
  readonly desk: SessionDesk
  readonly conditions: LiveConditions
  /** The sites of its reverse listeners. */
  readonly reverse: Pick<SessionReverse, 'replace' | 'absent' | 'subjects' | 'certificate'>
  /** The named verbs that keys, prompts and the API run. */
  commands(host: CommandHost): Promise<Commands>
  readonly ca: { certFile: string; pem: string }
  /** Raw TCP proxies with toxics, loaded when first asked for. */
  tcpProxies(): Promise<TcpProxies>
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
  let running: Engine | undefined
  const ruling = await createRuling(options, world.clock, store, emit, () => running?.refresh())
  const { scenario, scripts, desk, conditions, rules } = ruling
  const warn = (code: string, message: string): void => emit({ type: 'warning', at: world.clock.now(), code, message })
  const dialling: DiallerWorld = { env: world.env, clock: world.clock, own: () => listeners, warn }
  const parts = { authority, store, emit, ruling, dialling, extra }
  const { engine, reverse, warm } = await openEngine(options, world, parts)
  running = engine
  scenario.replace(options.scenario)
  await openListeners(engine, options, listeners, warn)
  warm()
  const now = (): number => world.clock.now()
  return {
    options,
    listeners,
    store,
    rules,
    scenario,
    scripts,
    desk,
    conditions,
    reverse,
    commands: lazyCommands({ options, listeners, store, desk, rules, conditions, emit, now }, engine),
    ca: { certFile: authority.certFile, pem: authority.pem },
    tcpProxies: lazyTcpProxies(options, engine, dialling),
    close: (grace = drainTime) => {
      // What waits for a person goes on, so that its client gets an answer before the end.
      desk.close()
      scenario.close()
      reverse.close()
      return closeSession(engine, store, world.clock, grace, () => scripts.close())
    },
  }
}

type EngineParts = {
  authority: Awaited<ReturnType<typeof openAuthority>>
  store: Store
  emit(event: ProxyEvent): void
  ruling: Awaited<ReturnType<typeof createRuling>>
  dialling: DiallerWorld
  extra: readonly Interceptor[]
}

/** The engine with everything in its chain, and the sites behind its reverse listeners. */
async function openEngine(
  options: SessionOptions,
  world: SessionWorld,
  { authority, store, emit, ruling, dialling, extra }: EngineParts,
) {
  const { clock } = world
  const openDialler = createDialler(options.upstream, dialling)
  const dialler = options.mockOnly ? createNoDialler(openDialler) : openDialler
  const reverse = await createSessionReverse(options.sites, {
    ...world,
    seed: options.seed,
    dialler,
    store,
    own: dialling.own,
    leaves: authority,
  })
  const origin = createBuiltinOrigin({ authority, clock })
  const engine = createEngine(options, {
    clock,
    emit: (event) => emit(event.type === 'tls-error' ? reverse.explain(event) : event),
    leaves: reverse.leaves,
    dialler,
    connections: ruling.connections,
    allows: createAdmission(options.allowClients),
    chain: (forward) =>
      compose(
        [ruling.network, ...reverse.first, ...ruling.first, origin, ...extra, ...reverse.interceptors, ...ruling.last],
        forward,
      ),
  })
  return {
    engine,
    reverse,
    // The first client should not wait for what the first leaf and the first TLS dial need.
    warm() {
      clock.after(1, () => authority.warm())
      clock.after(1, () => void reverse.lookBehind())
      clock.after(warmTime, () => dialler.warm())
    },
  }
}

/** What is told what to do with traffic: rules and what they act with, and the conditions of the network. */
async function createRuling(
  { seed, rules, conditions, allowFaultHeaders, mockOnly }: SessionOptions,
  clock: Clock,
  store: Store,
  emit: (event: ProxyEvent) => void,
  refresh: () => void,
) {
  const desk = createDesk(clock, emit)
  const scripts = createSessionScripts(clock, store)
  const scenario = createScenarioClock(clock, emit)
  const acting = createSessionRules(seed, clock, store, desk, refresh, scripts, () => scenario.now())
  const book = createRuleBook(acting)
  await book.replace(rules)
  const live = createLiveConditions(conditions, (now) => createConditions(now, clock, seed))
  const connections = connectionRules({
    seed,
    mockOnly,
    rules: () => acting.connections,
    link: (address) => live.link(address),
  })
  const faultHeaders = allowFaultHeaders ? [createFaultHeaders(clock, seed)] : []
  return {
    desk,
    scripts,
    scenario,
    rules: book,
    conditions: live,
    connections: () => connections,
    /** The first in the chain: the network is there whoever answers. */
    network: live.interceptor,
    /** Before everybody else who answers, and before what would ask an upstream. */
    first: [acting.interceptor, ...faultHeaders],
    last: mockOnly ? [createMockOnly(acting.nearest)] : [],
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
    listeners.push({ mode, ...(at.site !== undefined && { site: at.site }), host, port, url })
    const message = openListenerWarning({ host, url }, allowClients)
    if (message !== undefined) warn('open_listener', message)
  }
}

async function closeSession(
  engine: Engine,
  store: Store,
  clock: Clock,
  grace: number,
  scriptsEnd: () => Promise<void>,
): Promise<void> {
  const { promise: patience, resolve } = Promise.withResolvers<void>()
  const timer = clock.after(grace, resolve, true)
  await Promise.race([engine.drain(), patience])
  timer.stop()
  engine.close()
  await scriptsEnd()
  store.close()
}
