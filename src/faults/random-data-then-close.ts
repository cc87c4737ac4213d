/** WireMock's RANDOM_DATA_THEN_CLOSE: garbage in place of an answer, then the end. */
import { breakBytes, brokenAnswer } from '../kit/broken-answer.ts'
import { defineFault } from '../model/fault.ts'

const name = 'random_data_then_close'

export const randomDataThenClose = defineFault({
  name,
  summary: 'Sends garbage in place of an answer, then closes the connection.',
  family: 'wiremock',
  options: {},
  only: 'downstream',
  explain: () => 'send garbage in place of an answer and close the connection, without asking the upstream',
  handle: (_values, _request, _next, _context, { rule }) => brokenAnswer(name, rule, 'sent random data'),
  bytes: () => breakBytes(() => () => 0),
})
