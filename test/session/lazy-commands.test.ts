import { expect, test } from 'vitest'
import { lazyCommands } from '../../src/session/lazy-commands.ts'
import { commandBench } from '../support/commands.ts'

test('the commands act on the parts that were given', async () => {
  const { world } = commandBench(2)
  const asked: string[] = []
  const engine = {
    inject(request: { url: string }) {
      asked.push(request.url)
      return { id: '7', cancel: () => {} }
    },
  }
  const commands = await lazyCommands(world, engine)({ version: '9', cwd: '/', shutdown: () => {} })
  expect(await commands.run('version', {})).toMatchObject({ version: '9' })
  expect(await commands.run('replay', { exchange: '2' })).toEqual({ exchange: '7' })
  expect(asked).toEqual(['http://api.test/users'])
})
