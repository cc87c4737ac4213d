import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'

test('in place of the one before; tags stay', async () => {
  const { run, store } = commandBench()
  await run('tag', { exchange: '1', tags: 'slow' })
  await run('comment', { exchange: '1', text: 'first' })
  await run('comment', { exchange: '1', text: 'second' })
  expect(store.get('1')).toMatchObject({ comment: 'second', tags: ['slow'] })
  await run('comment', { exchange: '1' })
  expect(store.get('1')?.comment).toBeUndefined()
})
