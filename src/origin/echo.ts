/** `/echo`: what arrived, as JSON: the head in wire order with case and duplicates, the body's size, digest and text, trailers, TLS. */
import { getField, toPairs } from '../kit/fields.ts'
import { headFor, jsonAnswer } from './answer.ts'
import { arrivedHead } from './arrived.ts'
import type { Asked, Page } from './page.ts'
import { receiveBody } from './received-body.ts'

export const echo: Page = {
  path: '/echo',
  example: '/echo',
  summary: 'Your request as JSON, fields in their order and case, with the body and its SHA-256',
  methods: 'any',
  async answer(asked) {
    welcomeBody(asked)
    const { trailers, truncated, ...body } = await receiveBody(asked.request.body)
    return jsonAnswer(asked, {
      ...arrivedHead(asked),
      body: { ...body, ...(truncated && { truncated }) },
      trailers: toPairs(trailers),
    })
  },
}

/** A client that asks before it sends the body (RFC 9110 §10.1.1) is told to go on. */
function welcomeBody(asked: Asked): void {
  const expected = getField(asked.request.head.fields, 'expect')
  if (expected?.toLowerCase() === '100-continue') asked.context.interim(headFor(asked, 100, []))
}
