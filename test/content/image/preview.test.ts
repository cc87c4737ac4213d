import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { previewOf } from '../../../src/content/image/preview.ts'
import { openBody } from '../../../src/content/open-body.ts'
import { buildBody } from '../../support/exchange.ts'
import { jpegOf } from '../../support/jpeg.ts'
import { pngOf } from '../../support/png.ts'

const facts = { format: 'PNG', width: 2, height: 1, details: [] } as const
const png = pngOf(2, 1, (x) => [x, 0, 0, 255])

test('pixels from the thread, or why there are none', async () => {
  expect(await previewOf(png, facts)).toEqual({ width: 2, height: 1, rgba: Uint8Array.of(0, 0, 0, 255, 1, 0, 0, 255) })
  expect(await previewOf(png.subarray(0, 20), facts)).toBe('the PNG cannot be decoded')
  expect(await previewOf(png, { ...facts, format: 'BMP' })).toBe('no preview of BMP images')
})

test('one after the other, the last one asked for before those that wait; each has its time', async () => {
  const done: string[] = []
  const one = (name: string, limit?: number) => previewOf(png, facts, limit).then((found) => done.push(name) && found)
  const all = await Promise.all([one('first', 0), one('second'), one('third')])
  expect(done).toEqual(['first', 'third', 'second'])
  expect(all[0]).toBe('no preview: it took more than 0 s')
  expect(all[2]).toMatchObject({ width: 2 })
})

/** ms of this thread that the longest turn took: the time of others who use the machine is not counted. */
async function longestTurn(work: Promise<unknown>): Promise<number> {
  const spent = () => {
    const { user, system } = process.threadCpuUsage()
    return (user + system) / 1000
  }
  let over = false
  void work.finally(() => (over = true))
  let longest = 0
  for (let before = spent(); !over;) {
    await setImmediate()
    const now = spent()
    longest = Math.max(longest, now - before)
    before = now
  }
  return longest
}

test('opening a photograph leaves its turn to everything else', { timeout: 60_000 }, async () => {
  const jpeg = jpegOf(4000, 2000, (x, y) => [x & 255, y & 255, (x + y) & 255])
  const noise = Buffer.from(new Uint32Array(4_000_000).map((_, at) => Math.imul(at, 0x9e3779b1)).buffer)
  // As large as such pictures are: what no decoder looks at is copied and passed on all the same.
  const photograph = Buffer.concat([jpeg, noise])
  const open = async () => {
    const { document } = await openBody(buildBody(photograph), {
      fields: ['content-type', 'image/jpeg'],
      maxBytes: 1e8,
    })
    expect(document.rows(1, 1, 100)[0]).toContainEqual(['4000 × 2000', 'number'])
    await document.later
    expect(document.rows(4, 50, 100)).toHaveLength(25)
  }
  // What the collector does in one of them belongs to what came before.
  const turns: number[] = []
  for (let i = 0; i < 3; i++) turns.push(await longestTurn(open()))
  expect(Math.min(...turns)).toBeLessThan(12)
})
