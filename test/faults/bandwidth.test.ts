import { expect, test } from 'vitest'
import { runBytes } from '../support/fault.ts'

test('pieces of 100 ms, the last one when its bytes are through', () => {
  const run = runBytes('bandwidth', { rate: 1 })
  run.write('x'.repeat(250))
  run.stage.end()
  run.advance(1000)
  expect(run.seen.map(([at, text]) => [at, text.length])).toEqual([
    [100, 100],
    [200, 100],
    [250, 50],
    [250, 'end'.length],
  ])
})

test('chunks queue up behind each other, and time without bytes is not saved up', () => {
  const run = runBytes('bandwidth', { rate: 10 })
  run.write('a'.repeat(500))
  run.write('b'.repeat(500))
  run.advance(1000)
  run.write('c'.repeat(500))
  run.advance(1000)
  expect(run.seen.map(([at]) => at)).toEqual([50, 100, 1050])
})

test('5 MB at 1 MB/s take 5 s, and no more than 256 KiB and a chunk are held', () => {
  const run = runBytes('bandwidth', { rate: 1000 })
  const chunk = 'x'.repeat(50_000)
  let sent = 0
  let held = 0
  let flowing = true
  for (;;) {
    const passed = run.seen.reduce((sum, [, text]) => sum + text.length, 0)
    if (passed === 5_000_000) break
    const before = run.resumed()
    while (flowing && sent < 5_000_000) {
      flowing = run.write(chunk)
      sent += chunk.length
    }
    held = Math.max(held, sent - passed)
    run.advance(50)
    if (run.resumed() > before) flowing = true
  }
  expect(run.seen.at(-1)![0]).toBe(5000)
  expect(held).toBeLessThanOrEqual(256 * 1024 + 50_000)
})

test('a rate of 0 lets nothing pass until it is taken out', () => {
  const run = runBytes('bandwidth', { rate: 0 })
  run.write('abc')
  run.stage.end()
  run.advance(100_000)
  expect(run.seen).toEqual([])
  run.stage.release!()
  expect(run.seen.map(([, what]) => what)).toEqual(['abc', 'end'])
})

test('a mark costs no time', () => {
  const run = runBytes('bandwidth', { rate: 1 })
  run.write('')
  expect(run.seen).toEqual([[0, '']])
})
