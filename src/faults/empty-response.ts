/** WireMock's EMPTY_RESPONSE: the exchange ends without an answer. */
import { injected } from '../kit/injected.ts'
import { defineFault } from '../model/fault.ts'

export const emptyResponse = defineFault({
  name: 'empty_response',
  summary: 'Ends the exchange without a byte of an answer.',
  family: 'wiremock',
  options: {},
  explain: () => 'end the exchange without an answer, and without asking the upstream',
  handle: (_values, _request, _next, _context, { rule }) => ({
    kind: 'abort',
    how: 'close',
    scope: 'stream',
    from: 'fault',
    failure: injected('empty_response', rule, 'ended the exchange without an answer'),
  }),
})
