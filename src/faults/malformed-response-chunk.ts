/** WireMock's MALFORMED_RESPONSE_CHUNK: a good head, then bytes that are no chunk, then the end. */
import { breakBytes, brokenAnswer } from '../kit/broken-answer.ts'
import { HeadEnd } from '../kit/head-end.ts'
import { defineFault } from '../model/fault.ts'

const name = 'malformed_response_chunk'

export const malformedResponseChunk = defineFault({
  name,
  summary: 'Answers with the head of a 200, then with garbage, then closes the connection.',
  family: 'wiremock',
  options: {},
  only: 'downstream',
  explain: () => 'answer 200, send bytes that are no chunk and close the connection, without asking the upstream',
  handle: (_values, _request, _next, _context, { rule }) => brokenAnswer(name, rule, 'sent a malformed body'),
  bytes: () =>
    breakBytes(() => {
      const head = new HeadEnd()
      return (chunk) => head.find(chunk)
    }),
})
