import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'
import { tlsErrorEvent } from '../../support/events.ts'

test('several at once, all of which must be there', async () => {
  const { run, store } = commandBench(3)
  await expect(run('delete', { exchanges: '1,9' })).rejects.toMatchObject({ code: 'not_found' })
  expect(await run('delete', { exchanges: '1, 3' })).toEqual({ deleted: 2 })
  expect([...store.items()].map(({ value }) => value.id)).toEqual(['2'])
  expect(store.get('1')).toBeUndefined()
})

test('tunnels and failed handshakes have ids, too', async () => {
  const { run, store } = commandBench(1)
  store.apply(tlsErrorEvent())
  const ids = [...store.items()].map(({ value }) => value.id)
  expect(await run('delete', { exchanges: ids.join(',') })).toEqual({ deleted: 2 })
  expect([...store.items()]).toEqual([])
})
