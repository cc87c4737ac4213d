import { expect, test } from 'vitest'
import { exchangeOf, pausedOf, unknownWord } from '../../../../src/session/commands/parts/subjects.ts'
import { commandBench } from '../../../support/commands.ts'

test('what is named is found, or its absence is said', () => {
  const { world, desk, hold } = commandBench()
  hold()
  expect(exchangeOf(world, '1').id).toBe('1')
  expect(pausedOf(desk, 'p1').exchange).toBe('1')
  expect(() => exchangeOf(world, 'x')).toThrow('Expected the id of an exchange, got "x".')
  expect(() => pausedOf(desk, 'x')).toThrow('Expected the id of something paused, got "x".')
  expect(unknownWord('a colour', 'gren', ['green', 'red']).hint).toBe('Did you mean green?')
})
