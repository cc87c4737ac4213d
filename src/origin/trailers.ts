/** `/trailers`: a streamed body with fields after it (RFC 9110 §6.5), which many boxes drop. */
import { createHash } from 'node:crypto'
import { BodyStream } from '../kit/body.ts'
import { answer } from './answer.ts'
import type { Page } from './page.ts'

const content = Buffer.from('Trailer fields follow this body\n')

export const trailers: Page = {
  path: '/trailers',
  example: '/trailers',
  summary: 'A streamed body with trailer fields after it',
  methods: 'any',
  answer(asked) {
    const digest = createHash('sha256').update(content).digest('base64')
    const body = new BodyStream(null, nothingToStop)
    body.push(content)
    body.finish(['X-Body-Size', String(content.length), 'Content-Digest', `sha-256=:${digest}:`])
    return answer(asked, 200, 'text/plain; charset=utf-8', body, ['Trailer', 'X-Body-Size, Content-Digest'])
  },
}

/** The whole body is queued before anyone reads it. */
const nothingToStop = { pauseBody: () => {}, resumeBody: () => {}, cancelBody: () => {} }
