/**
 * Network conditions for everything that passes: one shared link per client with a rate each way, a delay before each
 * answer, or no network at all. It stands before all that answers, arms each exchange's plan, and the engine does the rest.
 */
import { lag } from '../conditions/lag.ts'
import { throttle } from '../conditions/throttle.ts'
import { TokenBucket } from '../conditions/token-bucket.ts'
import type { Clock } from '../kit/clock.ts'
import { draw } from '../kit/draw.ts'
import type { Interceptor } from '../model/contract.ts'
import type { Request } from '../model/message.ts'
import type { Conditions } from '../model/options.ts'
import type { ArmedStage, DialFault, Plan } from '../model/plan.ts'
import type { Verdict } from '../model/verdict.ts'

/** Links kept; the oldest go. A proxy for developers has a handful of clients. */
const maxLinks = 1000

/** What conditions do to one connection, or to one exchange on it. */
export type LinkConditions = { up: readonly ArmedStage[]; down: readonly ArmedStage[]; dial?: DialFault }

export type ConditionsInterceptor = Interceptor & {
  /** For connections that nobody looks into; the same for the same client. */
  link(address: string): LinkConditions
}

export function createConditions(conditions: Conditions, clock: Clock, seed: string): ConditionsInterceptor {
  const links = new Map<string, LinkConditions>()
  const link = (address: string): LinkConditions => {
    const known = links.get(address)
    if (known !== undefined) return known
    if (links.size >= maxLinks) links.delete(links.keys().next().value!)
    const made = linkFor(conditions, clock)
    links.set(address, made)
    return made
  }
  return {
    name: 'conditions',
    link,
    handle(request, next, context) {
      if (context.kind === 'connect') return next(request, context)
      const random = dice(seed, request)
      const plan = context.arm(random)
      const { up, down, dial } = link(context.client.address)
      plan.up.push(...up)
      if (dial !== undefined) plan.dial.push(dial)
      // The link is the last that an answer meets, whoever made it: a mock comes over it too.
      const onLink = (verdict: Verdict): Verdict => {
        if (verdict.kind !== 'abort') context.arm(random).down.push(...down)
        return verdict
      }
      const verdict = next(request, context)
      return verdict instanceof Promise ? verdict.then(onLink) : onLink(verdict)
    },
  }
}

/** The link of one client: its buckets are shared by all that it does. */
function linkFor({ down, up, latency, jitter, origin }: Conditions, clock: Clock): LinkConditions {
  if (down === 0) {
    const failure = {
      code: 'connect_unreachable',
      message: `there is no network (${origin})`,
      leg: 'upstream',
    } as const
    return { up: [], down: [], dial: { rule: origin, name: 'offline', failure: () => failure, after: 0 } }
  }
  const stage = (name: string, made: ArmedStage['stage']): ArmedStage => ({ rule: origin, name, stage: made })
  return {
    down: [
      ...(latency > 0 ? [stage('latency', lag(latency, jitter))] : []),
      ...(down ? [stage('throttle', throttle(new TokenBucket(down, clock)))] : []),
    ],
    up: up ? [stage('throttle', throttle(new TokenBucket(up, clock)))] : [],
  }
}

/** Draws of one exchange: the same for the same request, whatever else passes at the time. */
function dice(seed: string, { head, target }: Request): Plan['random'] {
  let count = 0
  return (rule, purpose) =>
    draw(
      seed,
      rule,
      purpose,
      `${head.method} ${target.scheme}://${target.host}:${target.port}${target.path}`,
      String(count++),
    )
}
