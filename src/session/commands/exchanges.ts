/** `exchanges`: the history, or what a filter finds in it. */
import { createBodyDecoder } from '../../content/decode.ts'
import { compileFilter } from '../../filter/index.ts'
import { selectExchanges } from '../../store/index.ts'
import { defineCommand } from './command.ts'
import { briefExchange } from './parts/shown-exchange.ts'

/** Bytes of a decoded body that a filter searches. */
const maxSearched = 1024 * 1024

export const exchanges = defineCommand({
  name: 'exchanges',
  summary: 'lists the exchanges that are kept, oldest first',
  group: 'exchanges',
  options: {
    filter: { kind: 'text', summary: "only what it matches: '~c 5xx'", default: '' },
    last: { kind: 'integer', summary: 'at most so many, the newest', min: 1, default: 1000 },
  },
  run({ filter, last }, { store }) {
    const matcher = filter === '' ? undefined : compileFilter(filter, { decode: createBodyDecoder(maxSearched) })
    return selectExchanges(store, matcher).slice(-last).map(briefExchange)
  },
})
