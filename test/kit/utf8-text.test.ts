import { expect, test } from 'vitest'
import { asUtf8 } from '../../src/kit/utf8-text.ts'

test.each([
  ['http://a.test/stra\xc3\x9fe', 'http://a.test/straße'],
  ['http://a.test/stra\xdfe', 'http://a.test/stra\xdfe'],
  ['\xff\xfe', '\xff\xfe'],
  ['\xc3\x9f\u2192', '\xc3\x9f\u2192'],
  ['plain', 'plain'],
  ['', ''],
])('%j is shown as %j', (text, shown) => {
  expect(asUtf8(text)).toBe(shown)
})
