/** WireMock's MALFORMED_RESPONSE_CHUNK: a good head, then bytes that are no chunk, then the end. */
import { BrokenBody } from '../kit/broken-body.ts'
import { garbage } from '../kit/garbage.ts'
import { HeadEnd } from '../kit/head-end.ts'
import { injected } from '../kit/injected.ts'
import { defineFault } from '../model/fault.ts'
import type { ByteStage } from '../model/stage.ts'

const name = 'malformed_response_chunk'

/** PROTOCOL_ERROR of HTTP/2 (RFC 9113 §7), which has no chunks to spoil. */
const protocolError = 1

export const malformedResponseChunk = defineFault({
  name,
  summary: 'Answers with the head of a 200, then with garbage, then closes the connection.',
  family: 'wiremock',
  options: {},
  only: 'downstream',
  explain: () => 'answer 200, send bytes that are no chunk and close the connection, without asking the upstream',
  handle: (_values, _request, _next, _context, { rule }) => {
    const failure = { ...injected(name, rule, 'sent a malformed body'), errorCode: protocolError }
    const head = { status: 200, reason: 'OK', version: '1.1' as const, fields: [] }
    return { kind: 'respond', head, body: new BrokenBody(failure), from: 'fault', patches: [] }
  },
  bytes: () => spoilBody,
})

const spoilBody: ByteStage = (next, tools) => {
  const head = new HeadEnd()
  let over = false
  let framed = false
  return {
    write(chunk) {
      if (over) return true
      // A mark stands for a head over h2, where the broken body says it all.
      framed ||= chunk.length === 0
      if (framed) return next.write(chunk)
      const end = head.find(chunk)
      if (end < 0) return next.write(chunk)
      over = true
      next.write(chunk.subarray(0, end))
      next.write(garbage(() => tools.random('garbage')))
      tools.cut('close')
      return true
    },
    end(trailers) {
      if (!over) next.end(trailers)
    },
    fail(failure) {
      if (!over) next.fail(failure)
    },
  }
}
