/** `/stream/N`: JSON lines of unknown total length, one piece each, to see chunked transfer coding and buffering. */
import { answer } from './answer.ts'
import { pathNumber } from './number.ts'
import type { Page } from './page.ts'
import { ProducedBody } from './produced-body.ts'

const encoder = new TextEncoder()

export const stream: Page = {
  path: '/stream/N',
  example: '/stream/5',
  summary: 'N lines of JSON as one stream, without a length',
  methods: 'any',
  answer(asked) {
    const lines = pathNumber(asked, { min: 0, max: 1_000_000 })
    if (typeof lines !== 'number') return lines
    let line = 0
    const next = () => (line === lines ? undefined : encoder.encode(`${JSON.stringify({ line: ++line, of: lines })}\n`))
    return answer(asked, 200, 'application/x-ndjson', new ProducedBody(null, next))
  },
}
