import { expect, test } from 'vitest'
import { createLeafCache } from '../../src/ca/leaf-cache.ts'

const kept = (cert: string, until = 100) => ({ leaf: { cert, key: '' }, until })

test('the least recently used goes first', () => {
  const cache = createLeafCache(2)
  cache.set('a', kept('a'))
  cache.set('b', kept('b'))
  cache.get('a', 0)
  cache.set('c', kept('c'))
  expect(cache.get('b', 0)).toBeUndefined()
  expect(cache.get('a', 0)?.leaf.cert).toBe('a')
  expect(cache.get('c', 0)?.leaf.cert).toBe('c')
})

test('setting a name again replaces it and costs no room', () => {
  const cache = createLeafCache(2)
  cache.set('a', kept('a'))
  cache.set('b', kept('b'))
  cache.set('b', kept('new'))
  expect(cache.get('a', 0)?.leaf.cert).toBe('a')
  expect(cache.get('b', 0)?.leaf.cert).toBe('new')
})

test('a leaf is handed out until its time, and not from then on', () => {
  const cache = createLeafCache()
  cache.set('a', kept('a', 100))
  expect(cache.get('a', 99)).toBeDefined()
  expect(cache.get('a', 100)).toBeUndefined()
  expect(cache.get('a', 0)).toBeUndefined()
})
