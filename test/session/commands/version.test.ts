import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'

test('who answers, where it listens', async () => {
  expect(await commandBench().run('version', {})).toEqual({
    version: '1.2.3',
    listeners: [{ mode: 'forward', url: 'http://127.0.0.1:8080', port: 8080 }],
    seed: '00',
  })
})
