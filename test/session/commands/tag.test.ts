import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'

test('added and taken away', async () => {
  const { run, store } = commandBench()
  expect(await run('tag', { exchange: '1', tags: 'slow, todo' })).toEqual({ exchange: '1', tags: ['slow', 'todo'] })
  expect(await run('tag', { exchange: '1', tags: '-todo,odd,slow' })).toEqual({ exchange: '1', tags: ['slow', 'odd'] })
  expect(store.get('1')?.tags).toEqual(['slow', 'odd'])
})
