/** Asks the built-in origin without a wire: a request made of a few facts, its verdict, and what the answer's body holds. */
import { BodyTap } from '../../src/engine/body-tap.ts'
import { createArena } from '../../src/kit/arena.ts'
import { BodyStream, BytesBody, emptyBody } from '../../src/kit/body.ts'
import { createFakeClock } from '../../src/kit/clock.ts'
import { getField } from '../../src/kit/fields.ts'
import type { Context } from '../../src/model/contract.ts'
import type { ClientInfo } from '../../src/model/exchange.ts'
import type { Body, Failure, Fields, RequestHead, ResponseHead } from '../../src/model/message.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { createBuiltinOrigin } from '../../src/origin/interceptor.ts'
import type { Asked, OriginWorld } from '../../src/origin/page.ts'
import { testRoot } from './authority.ts'
import { startedAt } from './exchange.ts'

export type Wish = Partial<RequestHead> & {
  body?: string | Uint8Array | Body
  trailers?: Fields
  kind?: Context['kind']
  client?: Partial<ClientInfo>
  signal?: AbortSignal
}

export type Received = { bytes: Uint8Array; text: string; trailers: Fields; failure?: Failure }

/** Starts when every built exchange starts; moves only when told to. */
export const clock = createFakeClock(startedAt)
export const world: OriginWorld = { authority: testRoot(), clock }

export function contextFor({ kind = 'http', client = {}, signal = new AbortController().signal }: Wish) {
  const interim: ResponseHead[] = []
  const context: Context = {
    id: '1',
    client: { address: '127.0.0.1', port: 50_000, protocol: 'http/1.1', ...client },
    mode: 'forward',
    kind,
    signal,
    interim: (head) => void interim.push(head),
    emit: () => {},
    dropAnswer: () => {},
    keepBody: () => new BodyTap(createArena(), 1 << 20),
    startedAt: clock.now(),
    now: () => clock.now(),
    plan: undefined,
    arm: (random) => ({ down: [], up: [], dial: [], random }),
  }
  return { context, interim }
}

/** A request for `path` of the origin, over HTTP/1.1 through the proxy unless the wish says otherwise. */
export function requestFor(path: string, wish: Wish = {}): Asked['request'] {
  const { body = '', trailers, kind: _kind, client: _client, signal: _signal, ...own } = wish
  const fields = own.version === '2' ? [] : ['Host', 'middlebox.test']
  const head: RequestHead = { method: 'GET', target: path, version: '1.1', fields, ...own }
  const target = { scheme: 'http' as const, host: 'middlebox.test', port: 80, path, protocol: 'auto' as const }
  return { head, target, body: bodyOf(body, trailers), patches: [] }
}

/** The verdict and the 1xx heads before it; a request that is passed on answers 599. */
export async function verdictFor(
  path: string,
  wish: Wish = {},
): Promise<{ verdict: Verdict; interim: ResponseHead[] }> {
  const { context, interim } = contextFor(wish)
  const passedOn: Verdict = {
    kind: 'respond',
    head: { status: 599, reason: '', version: '1.1', fields: [] },
    body: emptyBody(),
    from: 'upstream',
    patches: [],
  }
  const verdict = await createBuiltinOrigin(world).handle(requestFor(path, wish), () => passedOn, context)
  return { verdict, interim }
}

/** The whole answer of a page that ends by itself. */
export async function ask(path: string, wish: Wish = {}) {
  const { verdict, interim } = await verdictFor(path, wish)
  if (verdict.kind !== 'respond') throw new Error(`expected an answer, got ${verdict.kind}`)
  const { head } = verdict
  const received = await read(verdict.body)
  return {
    verdict,
    interim,
    head,
    status: head.status,
    field: (name: string) => getField(head.fields, name),
    ...received,
  }
}

/** Everything a body gives, however it ends. */
export function read(body: Body): Promise<Received> {
  const chunks: Uint8Array[] = []
  return new Promise((resolve) => {
    const settle = (trailers: Fields, failure?: Failure): void => {
      const bytes = Buffer.concat(chunks)
      resolve({ bytes, text: bytes.toString(), trailers, ...(failure && { failure }) })
    }
    body.pipe({
      write: (chunk) => (chunks.push(chunk), true),
      end: (trailers = []) => settle(trailers),
      fail: (failure) => settle([], failure),
    })
  })
}

function bodyOf(body: string | Uint8Array | Body, trailers: Fields | undefined): Body {
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) return body
  const bytes = Buffer.from(body)
  if (trailers === undefined) return bytes.length === 0 ? emptyBody() : new BytesBody(bytes)
  const stream = new BodyStream(null, { pauseBody() {}, resumeBody() {}, cancelBody() {} })
  stream.push(bytes)
  stream.finish(trailers)
  return stream
}
