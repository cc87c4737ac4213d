import { expect, test } from 'vitest'
import { ask } from '../support/origin.ts'

test('the fields and nothing else', async () => {
  const { text } = await ask('/headers', { fields: ['x-B', '1', 'X-a', '2'] })
  expect(JSON.parse(text)).toEqual({
    fields: [
      ['x-B', '1'],
      ['X-a', '2'],
    ],
  })
})
