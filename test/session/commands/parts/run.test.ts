import { expect, test } from 'vitest'
import { commandBench } from '../../../support/commands.ts'

test('unknown names and options come with the nearest', async () => {
  const { run } = commandBench()
  await expect(run('resum', {})).rejects.toMatchObject({ code: 'usage', hint: 'Did you mean resume?' })
  await expect(run('zzzzzz', {})).rejects.toMatchObject({
    code: 'usage',
    hint: expect.stringMatching(/^There are exchanges, /),
  })
  await expect(run('resume', {})).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringMatching(/^resume: Expected id \(a text\)/),
  })
  await expect(run('rule-move', { name: 'a', to: 0 })).rejects.toMatchObject({ code: 'usage' })
})

test('the list is data', () => {
  const { all } = commandBench()
  expect(all.list.find(({ name }) => name === 'resume')).toMatchObject({ group: 'breakpoints', options: { id: {} } })
})
