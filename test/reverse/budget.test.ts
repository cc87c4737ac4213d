import { expect, test } from 'vitest'
import { createFakeClock } from '../../src/kit/clock.ts'
import { Budget } from '../../src/reverse/budget.ts'

const granted = (budget: Budget, most = 1000) => {
  let count = 0
  while (count < most && budget.retry()) count++
  return count
}

test('a share of the requests, and ten for those with few', () => {
  const clock = createFakeClock()
  const budget = new Budget(0.1, clock)
  expect(granted(budget)).toBe(10)
  for (let index = 0; index < 500; index++) budget.request(clock.now())
  expect(granted(budget)).toBe(40)
  clock.advance(5_000)
  expect(granted(budget)).toBe(0)
  clock.advance(10_000)
  expect(granted(budget)).toBe(10)
})
