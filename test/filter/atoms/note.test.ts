import { expect, test } from 'vitest'
import { compileFilter } from '../../../src/filter/index.ts'
import { buildExchange, buildTunnel } from '../../support/exchange.ts'

const noted = buildExchange({
  mode: 'reverse',
  marked: ':red_circle:',
  comment: 'first line\nlook at this',
  tags: ['slow', 'checkout'],
  profiles: ['squid'],
  parent: 'c1',
})
const plain = buildExchange()

test.each([
  ['~marked', true, false],
  ['~marker red', true, false],
  ['~marker X', false, false],
  ['~comment "^look at"', true, false],
  ['~comment nothing', false, false],
  ['~tag ^slow$', true, false],
  ['~tag check', true, false],
  ['~tag slow.*checkout', false, false],
  ['~meta "^mode: reverse$"', true, false],
  ['~meta "^mode: forward$"', false, true],
  ['~meta "^profile: squid"', true, false],
  ['~meta "^tag: checkout$"', true, false],
  ['~meta "^parent: c1$"', true, false],
  ['~meta "^id: x1$"', true, true],
  ['~meta replay-of', false, false],
])('%s is %s of what is noted and %s of what is not', (text, ofNoted, ofPlain) => {
  expect(compileFilter(text).matches(noted)).toBe(ofNoted)
  expect(compileFilter(text).matches(plain)).toBe(ofPlain)
  expect(compileFilter(text).matches(buildTunnel())).toBe(false)
})

test('an empty mark is none', () => {
  expect(compileFilter('~marked').matches(buildExchange({ marked: '' }))).toBe(false)
})
