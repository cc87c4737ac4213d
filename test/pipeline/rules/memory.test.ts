import { expect, test } from 'vitest'
import { Memory } from '../../../src/pipeline/rules/memory.ts'

test('counters count by name', () => {
  const memory = new Memory()
  expect([memory.count('a'), memory.count('a'), memory.count('b')]).toEqual([1, 2, 1])
})

test('names that come from requests do not fill the memory', () => {
  const memory = new Memory()
  for (let at = 0; at <= 10_000; at++) memory.count(String(at))
  expect([memory.count('0'), memory.count('10000')]).toEqual([1, 2])
})

test('states are as they were set, and Started before', () => {
  const memory = new Memory()
  expect(memory.meets({ cart: 'Started' })).toBe(true)
  memory.setState('cart', 'full')
  expect([memory.state('cart'), memory.meets({ cart: 'full' }), memory.meets({ cart: 'Started' })]).toEqual([
    'full',
    true,
    false,
  ])
  expect([memory.meets(undefined), memory.meets({ cart: 'full', other: 'x' })]).toEqual([true, false])
})
