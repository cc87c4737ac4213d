import { expect, test } from 'vitest'
import { blankExchange } from '../../src/store/blank.ts'
import { requestEvent } from '../support/events.ts'

test('two blank exchanges have the same keys in the same order, and share nothing that changes', () => {
  const first = blankExchange(requestEvent('a', { parent: 'p' }))
  const second = blankExchange(requestEvent('b'))
  expect(Object.keys(second)).toEqual(Object.keys(first))
  expect(first.parent).toBe('p')
  expect(Object.isFrozen(first.messages)).toBe(true)
  expect(JSON.parse(JSON.stringify(second))).not.toHaveProperty('parent')
})
