import { expect, test } from 'vitest'
import { Budget, maxOutput } from '../../../src/actions/template/budget.ts'

test('steps come to an end', () => {
  const budget = new Budget(() => 0)
  expect(() => {
    for (;;) budget.step()
  }).toThrow('it took more than 100000 steps')
})

test('time comes to an end', () => {
  let now = 0
  const budget = new Budget(() => now)
  for (let step = 0; step < 1000; step++) budget.step()
  now = 251
  expect(() => {
    for (let step = 0; step < 1000; step++) budget.step()
  }).toThrow('it took more than 250 ms')
})

test('texts have a longest', () => {
  const budget = new Budget(() => 0)
  expect(budget.sized('x'.repeat(maxOutput))).toHaveLength(maxOutput)
  expect(() => budget.sized('x'.repeat(maxOutput + 1))).toThrow('it made more than')
})
