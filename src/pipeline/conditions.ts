/**
 * Network conditions for everything that passes: one shared link per client with a rate each way, a delay before each
 * answer, or no network at all. It arms each exchange's plan, and the engine does the rest.
 */
import { lag } from '../conditions/lag.ts'
import { throttle } from '../conditions/throttle.ts'
import { TokenBucket } from '../conditions/token-bucket.ts'
import type { Clock } from '../kit/clock.ts'
import { draw } from '../kit/draw.ts'
import type { Interceptor } from '../model/contract.ts'
import type { Request } from '../model/message.ts'
import type { Conditions } from '../model/options.ts'
import type { Plan } from '../model/plan.ts'

/** Links kept; the oldest go. A proxy for developers has a handful of clients. */
const maxLinks = 1000

export function createConditions(
  { down, up, latency: delay, jitter, origin }: Conditions,
  clock: Clock,
  seed: string,
): Interceptor {
  const links = new Map<string, { down?: TokenBucket; up?: TokenBucket }>()
  const linkOf = (address: string) => {
    const known = links.get(address)
    if (known !== undefined) return known
    if (links.size >= maxLinks) links.delete(links.keys().next().value!)
    const link = { ...(down && { down: new TokenBucket(down, clock) }), ...(up && { up: new TokenBucket(up, clock) }) }
    links.set(address, link)
    return link
  }
  const delayed = lag(delay, jitter)
  return {
    name: 'conditions',
    handle(request, next, context) {
      if (context.kind === 'connect') return next(request, context)
      const plan = context.arm(dice(seed, request))
      if (down === 0) {
        const failure = {
          code: 'connect_unreachable',
          message: `there is no network (${origin})`,
          leg: 'upstream',
        } as const
        plan.dial.push({ rule: origin, name: 'offline', failure, after: 0 })
        return next(request, context)
      }
      const link = linkOf(context.client.address)
      if (delay > 0) plan.down.push({ rule: origin, name: 'latency', stage: delayed })
      if (link.down !== undefined) plan.down.push({ rule: origin, name: 'throttle', stage: throttle(link.down) })
      if (link.up !== undefined) plan.up.push({ rule: origin, name: 'throttle', stage: throttle(link.up) })
      return next(request, context)
    },
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
