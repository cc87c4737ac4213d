import { expect, test } from 'vitest'
import { paused, resumed } from '../../src/headless/pause-lines.ts'

test('the shapes name what a reader may rely on', () => {
  expect(paused.json).toMatchObject({ required: ['type', 'v', 'id', 'pause', 'part', 'since', 'then', 'rule'] })
  expect(resumed.json).toMatchObject({
    required: ['type', 'v', 'id', 'pause', 'at', 'reason'],
    properties: { reason: { enum: expect.arrayContaining(['timeout', 'gone']) } },
  })
})
