/** A head that comes in drops: what head timeouts are for, and what they often forget. */
import { DelayLine } from '../kit/delay-line.ts'
import { HeadEnd } from '../kit/head-end.ts'
import { readableDuration } from '../kit/readable.ts'
import { defineFault } from '../model/fault.ts'

export const slowHeaders = defineFault({
  name: 'slow_headers',
  summary: 'Sends the head a few bytes at a time; the body follows at its own speed.',
  family: 'http',
  options: {
    delay: { kind: 'duration', summary: 'Time before each piece.', default: 100 },
    bytes: { kind: 'bytes', summary: 'Bytes of a piece.', min: 1, default: 16 },
  },
  explain: ({ delay, bytes }) => `send the head in pieces of ${bytes} bytes, ${readableDuration(delay)} apart`,
  bytes:
    ({ delay, bytes }) =>
    (next, tools) => {
      const head = new HeadEnd()
      let body = false
      let free = 0
      return new DelayLine(next, tools, (chunk, hold) => {
        const end = body ? 0 : head.find(chunk)
        body ||= end >= 0
        const size = end < 0 ? chunk.length : end
        free = Math.max(free, tools.now())
        for (let at = 0; at < size; at += bytes) {
          free += delay
          hold(chunk.subarray(at, Math.min(at + bytes, size)), free)
        }
        if (size < chunk.length || size === 0) hold(chunk.subarray(size), free)
      })
    },
  skips: (protocol) => (protocol === 'h2' ? 'a head over HTTP/2 is one frame, which cannot come in drops' : undefined),
})
