import { expect, test } from 'vitest'
import { systemRandom } from '../../src/kit/random.ts'

test('as many bytes as asked for, and others each time', () => {
  const [one, two] = [systemRandom.bytes(16), systemRandom.bytes(16)]
  expect(one).toHaveLength(16)
  expect(one).not.toEqual(two)
})
