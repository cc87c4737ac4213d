import { expect, test } from 'vitest'
import { systemClock } from '../../../src/kit/clock.ts'
import { work } from '../../../src/kit/work.ts'
import { moduleBeside } from '../../../src/kit/worker.ts'
import { pngOf } from '../../support/png.ts'

test('answers with an image made small, or why there is none', async () => {
  const beside = new URL('../../../src/content/image/preview.ts', import.meta.url).href
  const thread = moduleBeside(beside, './preview-thread')
  const png = pngOf(4, 160, () => [9, 0, 0, 255])
  const shared = new SharedArrayBuffer(png.length)
  new Uint8Array(shared).set(png)
  const facts = { format: 'PNG', width: 4, height: 160, details: [] }
  expect(await work(thread, { shared, facts }, 20_000, systemClock)).toMatchObject({ width: 2, height: 80 })
  const none = { shared: new SharedArrayBuffer(8), facts }
  expect(await work(thread, none, 20_000, systemClock)).toBe('the PNG cannot be decoded')
})
