import { expect, test } from 'vitest'
import fc from 'fast-check'
import { exchangeLine } from '../../src/headless/line.ts'
import { formatNdjson } from '../../src/headless/ndjson.ts'
import { buildExchange } from '../support/exchange.ts'

test('is one line, is JSON of the same value, and holds nothing that a terminal obeys', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (url) => {
      const line = exchangeLine(buildExchange({ url: `${url}\x9b2J\u202e\u2028` }))
      const text = formatNdjson(line)
      expect(text).not.toMatch(/[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(line)))
    }),
  )
})
