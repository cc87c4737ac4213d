/** Why no rule answered a request: the whole of it is looked at once more, now that there is time. */
import { collectBody } from '../../kit/collect-body.ts'
import { discard } from '../../kit/body.ts'
import { urlOf } from '../../kit/request-url.ts'
import type { Context } from '../../model/contract.ts'
import type { BodyRecord } from '../../model/exchange.ts'
import type { Request } from '../../model/message.ts'
import type { LiveRule } from './exchange-rules.ts'
import type { Memory } from './memory.ts'
import { nearMissLines, nearestRule } from './nearest-rule.ts'

/** Bytes of a body that are looked at. */
const limit = 64 * 1024

/** The request's body is read by this. */
export async function explainMiss(
  rules: readonly LiveRule[],
  request: Request,
  context: Context,
  memory: Memory,
): Promise<readonly string[]> {
  const { head } = request
  const subject = {
    id: context.id,
    kind: context.kind === 'upgrade' ? ('websocket' as const) : context.kind,
    mode: context.mode,
    client: context.client,
    method: head.method,
    url: urlOf(request),
    status: null,
    legs: [{ request: head }],
    requestBody: await bodyOf(request),
  }
  return nearMissLines(nearestRule(rules, subject, request, memory))
}

async function bodyOf({ body }: Request): Promise<BodyRecord> {
  if (body.used || body.length === 0) return { size: 0, kept: 0, chunks: [] }
  const { chunks, size, body: again } = await collectBody(body, limit)
  again.pipe(discard)
  return { size, kept: size, chunks }
}
