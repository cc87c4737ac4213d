import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HeadEnd } from '../../src/kit/head-end.ts'

test('the place behind the first empty line, however the bytes are cut', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '\r', '\n', '\r\n'), maxLength: 30 }),
      fc.array(fc.nat(60)),
      (text, cuts) => {
        const places = [...new Set([0, ...cuts.filter((cut) => cut < text.length), text.length])].sort((a, b) => a - b)
        const head = new HeadEnd()
        let found = -1
        for (let i = 1; i < places.length && found < 0; i++) {
          const at = head.find(Buffer.from(text.slice(places[i - 1], places[i])))
          if (at >= 0) found = places[i - 1]! + at
        }
        const end = text.indexOf('\r\n\r\n')
        expect(found).toBe(end < 0 ? -1 : end + 4)
      },
    ),
  )
})
