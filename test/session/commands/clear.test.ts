import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'
import { requestEvent } from '../../support/events.ts'

test('what has ended, or all', async () => {
  const { run, store, emit } = commandBench(2)
  emit(requestEvent('running'))
  expect(await run('clear', {})).toEqual({ deleted: 2 })
  expect([...store.items()].map(({ value }) => value.id)).toEqual(['running'])
  expect(await run('clear', { running: true })).toEqual({ deleted: 1 })
  expect(store.retention()).toMatchObject({ kept: 0, evicted: 0 })
})
