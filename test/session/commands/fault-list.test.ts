import { expect, test } from 'vitest'
import { faults } from '../../../src/faults/index.ts'
import { commandBench } from '../../support/commands.ts'

test('every fault with its options', async () => {
  const list = (await commandBench().run('fault-list', {})) as { name: string; options: object }[]
  expect(list.map(({ name }) => name)).toEqual(faults.map(({ name }) => name))
  expect(list.find(({ name }) => name === 'latency')?.options).toHaveProperty('jitter')
})
