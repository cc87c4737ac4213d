import { expect, test } from 'vitest'
import { bySpecificity } from '../../src/routes/specificity.ts'
import { route } from '../support/reverse.ts'

test('host, then path, then conditions', () => {
  const texts = [
    'api.test=/x=1',
    'api.test~x=1',
    'api.test/x=1',
    'api.test=1',
    '*.api.test=1',
    '*.test/x=1',
    '=/x=1',
    '~x=1',
    '/x/y=1',
    '/x=1',
    '1',
  ]
  const matches = texts.map((text) => route(text).match)
  const sorted = matches.toReversed().toSorted(bySpecificity)
  expect(sorted.map(({ text }) => text)).toEqual(matches.map(({ text }) => text))
  const plain = route('/x=1').match
  expect(bySpecificity({ ...plain, methods: ['GET'] }, plain)).toBeLessThan(0)
  expect(bySpecificity({ ...plain, headers: [{ name: 'a' }] }, { ...plain, methods: ['GET'] })).toBeLessThan(0)
  expect(bySpecificity(plain, { ...plain })).toBe(0)
})
