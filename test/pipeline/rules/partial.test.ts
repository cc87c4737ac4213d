import { expect, test } from 'vitest'
import { parseFilter } from '../../../src/filter/index.ts'
import { compilePartial } from '../../../src/pipeline/rules/partial.ts'

/** Only the host is known. */
const answer = (text: string) =>
  compilePartial(parseFilter(text), (atom) => atom.name === 'd')({ url: 'http://a.test/' })

test.each([
  ['~d a', true],
  ['~d b', false],
  ['~c 500', undefined],
  ['!~d a', false],
  ['!~c 500', undefined],
  ['~d a & ~c 500', undefined],
  ['~d b & ~c 500', false],
  ['~c 500 & ~d b', false],
  ['~d a | ~c 500', true],
  ['~d b | ~c 500', undefined],
  ['!(~d b & ~c 500)', true],
] as const)('%s: %s', (text, expected) => expect(answer(text)).toBe(expected))
