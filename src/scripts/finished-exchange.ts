/** A finished exchange as plain data for a script: what it was, without the machinery and the bodies. */
import { toPairs } from '../kit/fields.ts'
import { clientResponse } from '../kit/legs.ts'
import type { Exchange } from '../model/exchange.ts'
import type { ScriptExchange } from '../model/script.ts'

export function finishedExchange(exchange: Exchange): ScriptExchange {
  const { id, kind, method, url, status, startedAt, endedAt = startedAt, error, tags, comment, outcome } = exchange
  return {
    id,
    kind,
    method,
    url,
    status,
    outcome: outcome ?? 'complete',
    startedAt,
    durationMs: endedAt - startedAt,
    timings: { ...exchange.timings },
    request: { headers: toPairs(exchange.legs[0]?.request?.fields ?? []), bytes: exchange.requestBody.size },
    response: { headers: toPairs(clientResponse(exchange)?.fields ?? []), bytes: exchange.responseBody.size },
    rules: exchange.rules.filter(({ actions }) => actions.length > 0).map(({ name }) => name),
    faults: exchange.faults.filter(({ applied }) => applied).map(({ name }) => name),
    tags: [...tags],
    ...(error !== undefined && { error: { ...error } }),
    ...(comment !== undefined && { comment }),
  }
}
