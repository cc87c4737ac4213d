/** Toxiproxy's `enabled: false`: the connection closes before any byte of an answer. */
import { injected } from '../kit/injected.ts'
import { defineFault } from '../model/fault.ts'

export const down = defineFault({
  name: 'down',
  summary: 'Closes the connection before any byte, as a server that is down behind its load balancer.',
  family: 'toxiproxy',
  options: {},
  explain: () => 'close the connection before any byte, without asking the upstream',
  handle: (_values, _request, _next, _context, { rule }) => ({
    kind: 'abort',
    how: 'close',
    scope: 'connection',
    from: 'fault',
    failure: injected('down', rule, 'closed the connection before any byte'),
  }),
})
