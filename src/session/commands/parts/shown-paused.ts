/** What waits on the desk, as JSON. */
import { toPairs } from '../../../kit/fields.ts'
import { asUtf8 } from '../../../kit/utf8-text.ts'
import type { Paused } from '../../../model/paused.ts'
import { contentOf, shownPausedBody } from './shown-body.ts'

export function shownPaused({ id, exchange, at, request, response, message, since, until, ...pause }: Paused): object {
  const { method, url, fields, body } = request
  return {
    id,
    exchange,
    at,
    since: new Date(since).toISOString(),
    ...(until !== undefined && { until: new Date(until).toISOString() }),
    ...pause,
    request: {
      method,
      url: asUtf8(url),
      headers: toPairs(fields),
      ...(at === 'request' && { body: shownPausedBody(body, fields) }),
    },
    ...(response !== undefined && {
      response: {
        status: response.status,
        reason: response.reason,
        headers: toPairs(response.fields),
        body: shownPausedBody(response.body, response.fields),
      },
    }),
    ...(message !== undefined && {
      message: {
        direction: message.direction,
        kind: message.kind,
        size: message.data.length,
        ...contentOf(message.data),
      },
    }),
  }
}
