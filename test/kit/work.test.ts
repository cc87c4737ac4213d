import { expect, test } from 'vitest'
import { systemClock } from '../../src/kit/clock.ts'
import { work } from '../../src/kit/work.ts'

const thread = (code: string) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`import { serveWork } from '${new URL('../../src/kit/work.ts', import.meta.url).href}'\n${code}`)}`,
  )

test('a question and its answer', async () => {
  expect(await work(thread('await serveWork((n) => n * 2)'), 21, 10_000, systemClock)).toBe(42)
})

test('what is thrown there is thrown here', async () => {
  await expect(
    work(thread("await serveWork(() => { throw new Error('no') })"), 0, 10_000, systemClock),
  ).rejects.toThrow('no')
})

test('one that ends by itself, and one that never ends', async () => {
  await expect(work(thread('process.exit(3)'), 0, 10_000, systemClock)).rejects.toThrow('it ended itself with code 3')
  await expect(work(thread('for (;;);'), 0, 200, systemClock)).rejects.toThrow('it took more than 0.2 s')
})

test('what is moved crosses without a copy', async () => {
  const code = `
    const bytes = new Uint8Array(100_000).fill(7)
    await serveWork(() => bytes, (value) => [value.buffer])`
  const answer = (await work(thread(code), 0, 10_000, systemClock)) as Uint8Array
  expect([answer.length, answer[99_999]]).toEqual([100_000, 7])
})
