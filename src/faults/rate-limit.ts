/** So many requests in a window of time; those beyond get 429. Every answer says what is left (draft-ietf-httpapi-ratelimit-headers-06). */
import { changeAnswer, editFields } from '../kit/answer-edit.ts'
import { textBody } from '../kit/body.ts'
import { fromPairs } from '../kit/fields.ts'
import { readableDuration } from '../kit/readable.ts'
import { reasons } from '../kit/reasons.ts'
import { defineFault } from '../model/fault.ts'
import type { ResponseHead } from '../model/message.ts'

type Window = { start: number; count: number }

/** By the values of a rule, which live as long as the rule does. */
const windows = new WeakMap<object, Window>()

export const rateLimit = defineFault({
  name: 'rate_limit',
  summary: 'Answers 429 to more than a number of requests in a window of time.',
  family: 'http',
  options: {
    limit: { kind: 'integer', summary: 'Requests that pass in a window.', min: 0 },
    window: {
      kind: 'duration',
      summary: 'Length of a window; it begins with its first request.',
      min: 1,
      default: 60_000,
    },
  },
  explain: ({ limit, window }) => `answer 429 to more than ${limit} requests in ${readableDuration(window)}`,
  handle(values, request, next, context, tools) {
    const { limit, window } = values
    const current = enter(values, window, tools.now())
    const seconds = Math.ceil((current.start + window - tools.now()) / 1000)
    const told: [string, string][] = [
      ['RateLimit-Limit', String(limit)],
      ['RateLimit-Remaining', String(Math.max(0, limit - current.count))],
      ['RateLimit-Reset', String(seconds)],
    ]
    if (current.count > limit) return refusal(told, seconds, tools.rule)
    return changeAnswer(next(request, context), (answer) =>
      editFields(answer, { fault: 'rate_limit' }, (edit) => {
        for (const [name, value] of told) edit.set(name, value)
      }),
    )
  },
})

/** The window that a request falls into, the request counted. */
function enter(values: object, length: number, now: number): Window {
  let window = windows.get(values)
  if (window === undefined || now >= window.start + length) windows.set(values, (window = { start: now, count: 0 }))
  window.count++
  return window
}

function refusal(told: readonly [string, string][], seconds: number, rule: string) {
  const body = textBody(
    `middlebox: the fault rate_limit of the rule ${rule} refused this request; try again in ${seconds} s\n`,
  )
  const head: ResponseHead = {
    status: 429,
    reason: reasons[429]!,
    version: '1.1',
    fields: fromPairs([
      ['Content-Type', 'text/plain; charset=utf-8'],
      ['Content-Length', String(body.length)],
      ['Retry-After', String(seconds)],
      ...told,
    ]),
  }
  return { kind: 'respond' as const, head, body, from: 'fault' as const, patches: [] }
}
