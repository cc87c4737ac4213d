/**
 * Faults that the caller asks for in `x-envoy-fault-*` fields, as Envoy's HTTP fault filter understands them: a delay, then
 * an abort, and a rate for the answer. The fields are passed on. What cannot be read asks for nothing.
 */
import { bandwidth } from '../faults/bandwidth.ts'
import { BytesBody, emptyBody } from '../kit/body.ts'
import { type Clock, sleep } from '../kit/clock.ts'
import { draw } from '../kit/draw.ts'
import { getField } from '../kit/fields.ts'
import { reasons } from '../kit/reasons.ts'
import { urlOf } from '../kit/request-url.ts'
import type { Context, Interceptor } from '../model/contract.ts'
import type { Fields, Request } from '../model/message.ts'
import type { Verdict } from '../model/verdict.ts'
import { Attempts, fingerprintOf } from './rules/attempts.ts'
import { type Dice, createDice } from './rules/exchange-tools.ts'

const origin = '--allow-fault-headers'
const prefix = 'x-envoy-fault-'

type Wish = { name: string; attributes: Readonly<Record<string, number>>; said: string; share: number }

type Wishes = { delay?: Wish; abort?: Wish; rate?: Wish }

export function createFaultHeaders(clock: Clock, seed: string): Interceptor {
  const attempts = new Attempts()
  return {
    name: 'fault-headers',
    handle(request, next, context) {
      if (context.kind === 'connect') return next(request, context)
      const wishes = wishesOf(request.head.fields)
      if (wishes === undefined) return next(request, context)
      const fingerprint = fingerprintOf(request.head, urlOf(request))
      const key = `${fingerprint} #${attempts.next(fingerprint)}`
      const asked = chosen(wishes, seed, key, context)
      if (asked.rate !== undefined) slow(asked.rate, context, createDice({ seed, draw }, key))
      return disturb(asked, clock, request, next, context)
    },
  }
}

async function disturb(
  { delay, abort }: Wishes,
  clock: Clock,
  request: Request,
  next: Parameters<Interceptor['handle']>[1],
  context: Context,
): Promise<Verdict> {
  if (delay !== undefined) await sleep(clock, delay.attributes['latency']!, context.signal)
  if (abort !== undefined) {
    request.body.cancel()
    return aborted(abort.attributes)
  }
  return next(request, context)
}

/** Envoy counts in KiB, the stage in kB. */
function slow({ attributes }: Wish, context: Context, dice: Dice): void {
  const stage = bandwidth.bytes!({ rate: attributes['rate']! * 1.024 })
  context.arm(dice).down.push({ rule: origin, name: 'bandwidth', stage })
}

/** Undefined, at the price of one look, for requests without such fields. */
function wishesOf(fields: Fields): Wishes | undefined {
  let found = false
  for (let i = 0; i < fields.length && !found; i += 2) found = fields[i]!.toLowerCase().startsWith(prefix)
  if (!found) return undefined
  const number = (name: string, min: number, max: number): number | undefined => {
    const text = getField(fields, `${prefix}${name}`)?.trim() ?? ''
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN
    return value >= min && value <= max ? value : undefined
  }
  const share = (name: string): number => Math.min(100, number(`${name}-percentage`, 0, 1e9) ?? 100) / 100
  const latency = number('delay-request', 1, 1e9)
  const status = number('abort-request', 200, 599)
  const grpc = status === undefined ? number('abort-grpc-request', 0, 1e9) : undefined
  const rate = number('throughput-response', 1, 1e7)
  const abort = { name: 'abort', share: share('abort-request') }
  return {
    ...(latency !== undefined && {
      delay: { name: 'latency', attributes: { latency }, said: `wait ${latency} ms`, share: share('delay-request') },
    }),
    ...(status !== undefined && { abort: { ...abort, attributes: { status }, said: `answer ${status}` } }),
    ...(grpc !== undefined && { abort: { ...abort, attributes: { grpc }, said: `answer grpc-status ${grpc}` } }),
    ...(rate !== undefined && {
      rate: {
        name: 'bandwidth',
        attributes: { rate },
        said: `let ${rate} KiB pass in a second`,
        share: share('throughput-response'),
      },
    }),
  }
}

/** Draws for those with a share, and says in the record what was asked for and what is done. */
function chosen(wishes: Wishes, seed: string, key: string, context: Context): Wishes {
  const kept: Wishes = {}
  for (const [purpose, wish] of Object.entries(wishes) as [keyof Wishes, Wish][]) {
    const { name, attributes, said, share } = wish
    const value = share < 1 ? draw(seed, origin, purpose, key) : undefined
    const acts = value === undefined || value < share
    const drawn = value === undefined ? {} : { draw: { value, threshold: share, key } }
    const trace = { name: origin, phase: 'request-head', actions: acts ? [said] : [], ...drawn }
    context.emit({ type: 'rule', id: context.id, at: context.now(), trace })
    if (!acts) continue
    context.emit({ type: 'fault', id: context.id, at: context.now(), fault: { name, attributes, applied: true } })
    kept[purpose] = wish
  }
  return kept
}

const said = 'fault filter abort'

/** In Envoy's words. A gRPC status travels in an answer of 200 that is all head (gRPC over HTTP/2, Trailers-Only). */
function aborted({ status, grpc }: Readonly<Record<string, number>>): Verdict {
  const own = { version: '1.1' as const }
  if (grpc !== undefined) {
    const fields = ['Content-Type', 'application/grpc', 'Grpc-Status', String(grpc), 'Grpc-Message', said]
    const head = { ...own, status: 200, reason: 'OK', fields: [...fields, 'Content-Length', '0'] }
    return { kind: 'respond', head, body: emptyBody(), from: 'fault', patches: [] }
  }
  const bare = status === 204 || status === 304
  const body = bare ? emptyBody() : new BytesBody(new TextEncoder().encode(said))
  const fields = bare ? [] : ['Content-Type', 'text/plain', 'Content-Length', String(said.length)]
  const head = { ...own, status: status!, reason: reasons[status!] ?? '', fields }
  return { kind: 'respond', head, body, from: 'fault', patches: [] }
}
