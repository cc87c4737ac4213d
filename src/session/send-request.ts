/** Sending requests of our own: through a session's engine, or through one made for the purpose, with nothing listening. */
import { type Engine, createEngine } from '../engine/engine.ts'
import type { Injected } from '../engine/inject.ts'
import { createDialler } from '../engine/upstream/dialler.ts'
import { discard } from '../kit/body.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { Body, Failure, ResponseHead } from '../model/message.ts'
import type { SessionOptions } from '../model/options.ts'
import type { OutgoingRequest } from '../model/outgoing.ts'
import { compose } from '../pipeline/compose.ts'
import type { SessionWorld } from './create-session.ts'
import { hideParentLogin } from './parent-login.ts'

/** A final head and the body to come, or why there is none. */
export type SentResponse =
  { ok: true; id: string; head: ResponseHead; body: Body } | { ok: false; id: string; failure: Failure }

export interface Sender {
  /** `interim` hears 1xx heads as they come. Never rejects. */
  send(request: OutgoingRequest, interim?: (head: ResponseHead) => void): Promise<SentResponse>
  /** Ends every connection, and with it what is still running. */
  close(): void
}

export type SenderWorld = Pick<SessionWorld, 'env' | 'clock'> & {
  /** Told everything that happens. */
  hear(event: ProxyEvent): void
}

/** A sender of its own. @throws MiddleboxError config_invalid for files and parent URLs that cannot be used */
export function createSender(options: SessionOptions, { env, clock, hear }: SenderWorld): Sender {
  const warn = (code: string, message: string) => hear({ type: 'warning', at: clock.now(), code, message })
  // Nobody looks back at what was sent: bodies pass and are not kept.
  const history = { ...options.history, maxBody: 0 }
  const engine = createEngine(
    { ...options, history },
    {
      clock,
      emit: (event) => hear(hideParentLogin(event)),
      leaves: noLeaves,
      dialler: createDialler(options.upstream, { env, clock, own: () => [], warn }),
      allows: () => false,
      chain: (forward) => compose([], forward),
    },
  )
  return { send: (request, interim) => sendRequest(engine, request, interim), close: () => engine.close() }
}

/** Sends through an engine that is there; what comes of it is in the record. The exchange's id. */
export function sendUnheard(engine: Pick<Engine, 'inject'>, request: OutgoingRequest): string {
  return engine.inject(request, {
    interim: () => {},
    response: (_head, body) => body.pipe(discard),
    failed: () => {},
  }).id
}

/** Sends through an engine that is there, its chain and its connections. Never rejects. */
function sendRequest(
  engine: Pick<Engine, 'inject'>,
  request: OutgoingRequest,
  interim?: (head: ResponseHead) => void,
): Promise<SentResponse> {
  return new Promise((resolve) => {
    // What fails at once is heard before `inject` has returned the id.
    const settle = (make: (id: string) => SentResponse) => queueMicrotask(() => resolve(make(injected.id)))
    const injected: Injected = engine.inject(request, {
      interim: (head) => interim?.(head),
      response: (head, body) => settle((id) => ({ ok: true, id, head, body })),
      failed: (failure) => settle((id) => ({ ok: false, id, failure })),
    })
  })
}

/** Without a listener there is no client to show a certificate to. */
const noLeaves = {
  leafFor: () => {
    throw new Error('a sender has no clients')
  },
}
