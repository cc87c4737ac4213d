/** A running session for a test: a free port, a temporary home, every event kept, everything gone at the end. */
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../src/kit/clock.ts'
import { systemRandom } from '../../src/kit/random.ts'
import type { Interceptor } from '../../src/model/contract.ts'
import type { ProxyEvent } from '../../src/model/event.ts'
import type { Exchange } from '../../src/model/exchange.ts'
import { type SessionOptions, defaultOptions } from '../../src/model/options.ts'
import { type Session, type SessionWorld, createSession } from '../../src/session/create-session.ts'

export type TestProxy = {
  session: Session
  port: number
  /** PEM of the root. */
  ca: string
  events: ProxyEvent[]
  /** The first event that matches, past or to come. */
  event<T extends ProxyEvent['type']>(
    type: T,
    match?: (event: Extract<ProxyEvent, { type: T }>) => boolean,
  ): Promise<Extract<ProxyEvent, { type: T }>>
  /** The exchange of the n-th `end` event, once it came. */
  ended(n?: number): Promise<Exchange>
  [Symbol.asyncDispose](): Promise<void>
}

type Overrides = Partial<Omit<SessionOptions, 'upstream' | 'limits'>> & {
  upstream?: Partial<SessionOptions['upstream']>
  limits?: Partial<SessionOptions['limits']>
}

let keys: ReturnType<typeof generateKeyPairSync> | undefined

export async function startProxy(
  overrides: Overrides = {},
  interceptors: readonly Interceptor[] = [],
  world: Partial<SessionWorld> = {},
): Promise<TestProxy> {
  const home = mkdtempSync(join(tmpdir(), 'middlebox-test-'))
  const options: SessionOptions = {
    ...defaultOptions,
    listen: [{ mode: 'forward', host: '127.0.0.1', port: 0 }],
    home,
    seed: '00',
    ...overrides,
    upstream: { ...defaultOptions.upstream, parent: { kind: 'none' }, connectTimeout: 3000, ...overrides.upstream },
    limits: { ...defaultOptions.limits, ...overrides.limits },
  }
  // One root key per test file: making one takes longer than most tests.
  keys ??= generateKeyPairSync('rsa', { modulusLength: 2048 })
  const made = keys
  const session = await createSession(
    options,
    {
      env: {},
      clock: systemClock,
      random: systemRandom,
      owner: 'test@localhost',
      generateKeys: async () => made as never,
      ...world,
    },
    interceptors,
  ).catch((error: unknown) => {
    rmSync(home, { recursive: true, force: true })
    throw error
  })
  const events: ProxyEvent[] = []
  const waiting = new Set<() => void>()
  session.store.on((event) => {
    events.push(event)
    for (const wake of [...waiting]) wake()
  })
  const until = <T>(look: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const wake = (): void => {
        const found = look()
        if (found === undefined) return
        waiting.delete(wake)
        resolve(found)
      }
      waiting.add(wake)
      wake()
    })
  return {
    session,
    port: session.listeners[0]!.port,
    ca: session.ca.pem,
    events,
    event: (type, match = () => true) =>
      until(() => events.find((event): event is never => event.type === type && match(event as never)) as never),
    ended: (n = 0) =>
      until(() => {
        const ends = events.filter((event) => event.type === 'end')
        return ends[n] === undefined ? undefined : session.store.get((ends[n] as { id: string }).id)
      }),
    async [Symbol.asyncDispose]() {
      await session.close(0)
      rmSync(home, { recursive: true, force: true })
    },
  }
}
