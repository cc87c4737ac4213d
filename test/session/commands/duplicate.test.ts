import { expect, test } from 'vitest'
import { requestEvent } from '../../support/events.ts'
import { commandBench } from '../../support/commands.ts'

test('a copy with an id of its own, and nothing is sent', async () => {
  const { run, store, sent } = commandBench()
  expect(await run('duplicate', { exchange: '1' })).toEqual({ exchange: '1-copy1' })
  expect(await run('duplicate', { exchange: '1' })).toEqual({ exchange: '1-copy2' })
  expect(sent).toEqual([])
  const { sequence: _first, ...original } = store.get('1')! as never as Record<string, unknown>
  const { sequence: _copy, ...copy } = store.get('1-copy1')! as never as Record<string, unknown>
  for (const key of ['method', 'url', 'status', 'outcome', 'responseBody', 'hops', 'upstream'])
    expect([key, copy[key]]).toEqual([key, original[key]])
})

test('one that goes on is not copied', async () => {
  const { run, store } = commandBench()
  store.apply(requestEvent('2'))
  await expect(run('duplicate', { exchange: '2' })).rejects.toMatchObject({ code: 'usage' })
})
