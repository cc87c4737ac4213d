import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'

test('set and taken away', async () => {
  const { run, store } = commandBench()
  expect(await run('mark', { exchange: '1' })).toEqual({ exchange: '1', marked: 'marked' })
  expect(store.get('1')?.marked).toBe('marked')
  expect(await run('mark', { exchange: '1', as: 'off' })).toEqual({ exchange: '1', marked: null })
  expect(store.get('1')?.marked).toBeUndefined()
})
