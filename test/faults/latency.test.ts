import { expect, test } from 'vitest'
import { explained, runBytes } from '../support/fault.ts'
import { failure } from '../support/stage.ts'

test('each chunk is due a time after it came; delays overlap', () => {
  const run = runBytes('latency', { latency: 800 })
  run.write('a')
  run.advance(100)
  run.write('b')
  run.stage.end()
  run.advance(2000)
  expect(run.seen).toEqual([
    [800, 'a'],
    [900, 'b'],
    [900, 'end'],
  ])
})

test('jitter goes either way and never changes the order', () => {
  const run = runBytes('latency', { latency: 100, jitter: 50 }, [1, 0, 0.5])
  for (const text of ['a', 'b', 'c']) run.write(text)
  run.advance(1000)
  expect(run.seen).toEqual([
    [150, 'a'],
    [150, 'b'],
    [150, 'c'],
  ])
  const early = runBytes('latency', { latency: 100, jitter: 50 }, [0])
  early.write('a')
  early.advance(1000)
  expect(early.seen).toEqual([[50, 'a']])
})

test('a jitter larger than the delay never goes back in time', () => {
  const run = runBytes('latency', { latency: 10, jitter: 50 }, [0])
  run.write('a')
  expect(run.seen).toEqual([[0, 'a']])
})

test('a mark waits as well, and a failure comes after what is held', () => {
  const run = runBytes('latency', { latency: 5 })
  run.write('')
  run.write('a')
  run.stage.fail(failure)
  run.advance(10)
  expect(run.seen).toEqual([
    [5, ''],
    [5, 'a'],
    [5, 'fail upstream_reset'],
  ])
})

test('taken out, it lets go of what it holds', () => {
  const run = runBytes('latency', { latency: 5000 })
  run.write('a')
  run.advance(1)
  run.stage.release!()
  run.write('b')
  run.stage.end()
  expect(run.seen).toEqual([
    [1, 'a'],
    [1, 'b'],
    [1, 'end'],
  ])
  run.advance(10_000)
  expect(run.seen).toHaveLength(3)
})

test('it explains itself', () => {
  expect(explained('latency', { latency: '2s' })).toBe('delay every chunk by 2 s')
  expect(explained('latency', { latency: 800, jitter: 200 })).toBe('delay every chunk by 800 ms ± 200 ms')
})
