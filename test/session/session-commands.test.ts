import { expect, test } from 'vitest'
import { startProxy } from '../support/proxy.ts'

test('a session runs its commands: a replay goes through its own rules', async () => {
  await using proxy = await startProxy()
  const commands = await proxy.session.commands({ version: '1', cwd: process.cwd(), shutdown: () => {} })
  await commands.run('mock-add', { mock: 'GET /x => 201' })
  const { exchange } = (await commands.run('send', { url: 'http://nowhere.test/x' })) as { exchange: string }
  await proxy.ended()
  expect(await commands.run('exchange', { exchange })).toMatchObject({ status: 201, outcome: 'mock' })
  const { exchange: again } = (await commands.run('replay', { exchange })) as { exchange: string }
  await proxy.ended(1)
  expect(await commands.run('exchange', { exchange: again })).toMatchObject({ status: 201, replayOf: exchange })
})
