/** WireMock's RANDOM_DATA_THEN_CLOSE: garbage in place of an answer, then the end. */
import { BrokenBody } from '../kit/broken-body.ts'
import { garbage } from '../kit/garbage.ts'
import { injected } from '../kit/injected.ts'
import { defineFault } from '../model/fault.ts'
import type { ByteStage } from '../model/stage.ts'

const name = 'random_data_then_close'

/** PROTOCOL_ERROR of HTTP/2 (RFC 9113 §7): garbage between its frames would end every other stream. */
const protocolError = 1

export const randomDataThenClose = defineFault({
  name,
  summary: 'Sends garbage in place of an answer, then closes the connection.',
  family: 'wiremock',
  options: {},
  only: 'downstream',
  explain: () => 'send garbage in place of an answer and close the connection, without asking the upstream',
  handle: (_values, _request, _next, _context, { rule }) => {
    const failure = { ...injected(name, rule, 'sent random data'), errorCode: protocolError }
    const head = { status: 200, reason: 'OK', version: '1.1' as const, fields: [] }
    return { kind: 'respond', head, body: new BrokenBody(failure), from: 'fault', patches: [] }
  },
  bytes: () => replaceByGarbage,
})

const replaceByGarbage: ByteStage = (next, tools) => {
  let over = false
  let framed = false
  return {
    write(chunk) {
      if (over) return true
      // A mark stands for a head over h2, where the broken body says it all.
      framed ||= chunk.length === 0
      if (framed) return next.write(chunk)
      over = true
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
