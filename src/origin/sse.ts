/** `/sse`: Server-Sent Events (WHATWG HTML §9.2) at a steady pace, endless or so many, going on where a client left off. */
import { BodyStream } from '../kit/body.ts'
import type { Clock, Timer } from '../kit/clock.ts'
import { parseDuration } from '../kit/duration.ts'
import { getField } from '../kit/fields.ts'
import type { Body } from '../model/message.ts'
import { answer, emptyAnswer } from './answer.ts'
import { queryNumber } from './number.ts'
import type { Asked, Page } from './page.ts'

const encoder = new TextEncoder()

export const sse: Page = {
  path: '/sse',
  example: '/sse',
  summary: 'Server-Sent Events, one a second; ?count=N ends them, ?interval=MS paces them',
  methods: 'any',
  answer(asked) {
    const count = queryNumber(asked, 'count', { min: 0, max: 1_000_000_000 })
    if (typeof count === 'object') return count
    const interval = queryNumber(asked, 'interval', { min: 1, max: 60_000, read: parseDuration, words: 'milliseconds' })
    if (typeof interval === 'object') return interval
    const seen = lastSeen(asked)
    // A 204 tells an EventSource, which would reconnect for ever, that this was all.
    if (count !== undefined && seen >= count) return emptyAnswer(asked, 204)
    return answer(asked, 200, 'text/event-stream', events(asked.world.clock, seen, count ?? Infinity, interval ?? 1000))
  },
}

/** The id of the last event a reconnecting client saw. */
function lastSeen({ request }: Asked): number {
  const id = getField(request.head.fields, 'last-event-id') ?? ''
  return /^\d{1,9}$/.test(id) ? Number(id) : 0
}

/** The first event comes at once. While the client does not read, none are made. */
function events(clock: Clock, seen: number, last: number, interval: number): Body {
  let id = seen
  let timer: Timer | undefined
  const stop = (): void => {
    timer?.stop()
    timer = undefined
  }
  const send = (): void => {
    id++
    const data = JSON.stringify({ event: id, at: new Date(clock.now()).toISOString() })
    body.push(encoder.encode(`id: ${id}\ndata: ${data}\n\n`))
    if (id < last) return
    stop()
    body.finish()
  }
  const body = new BodyStream(null, {
    pauseBody: stop,
    resumeBody: () => (timer ??= clock.every(interval, send)),
    cancelBody: stop,
  })
  timer = clock.every(interval, send)
  send()
  return body
}
