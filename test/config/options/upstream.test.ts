import { expect, test } from 'vitest'
import { options } from '../../../src/config/options.ts'
import { upstreamOptions } from '../../../src/config/options/upstream.ts'

test('they are in the table, with curl’s letters', () => {
  expect(options).toMatchObject(upstreamOptions)
  const letters = Object.values(upstreamOptions).flatMap((option) =>
    'letter' in option ? [option.letter + option.flag] : [],
  )
  expect(letters).toEqual(['xproxy', 'Uproxy-user', 'kinsecure', 'Ecert'])
})

test('a bare number of --connect-timeout is seconds, as in curl', () => {
  expect(upstreamOptions.connectTimeout.kind.read('2', { where: '', base: '' })).toBe(2000)
})
