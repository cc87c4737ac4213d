import { expect, test } from 'vitest'
import { TokenBucket } from '../../src/conditions/token-bucket.ts'
import { createFakeClock } from '../../src/kit/clock.ts'

/** Takes `bytes` in as many goes as it needs; tells when it has them all. */
function drain(bucket: TokenBucket, bytes: number, done: () => void): void {
  bucket.take(bytes, (granted) => {
    if (granted >= bytes) done()
    else drain(bucket, bytes - granted, done)
  })
}

test('five megabytes at one megabyte a second take five seconds, within one per cent', () => {
  const clock = createFakeClock()
  const start = clock.now()
  let end = 0
  drain(new TokenBucket(1_000_000, clock), 5_000_000, () => (end = clock.now()))
  clock.advance(6000)
  expect((end - start) / 1000).toBeGreaterThan(4.9)
  expect((end - start) / 1000).toBeLessThan(5.05)
})

test('two downloads share the link evenly', () => {
  const clock = createFakeClock()
  const start = clock.now()
  const ends: number[] = []
  const bucket = new TokenBucket(100_000, clock)
  drain(bucket, 100_000, () => ends.push(clock.now() - start))
  drain(bucket, 100_000, () => ends.push(clock.now() - start))
  clock.advance(3000)
  expect(ends[0]).toBeGreaterThan(1800)
  expect(ends[1]).toBeLessThan(2100)
})

test('what is not used does not pile up beyond a burst', () => {
  const clock = createFakeClock()
  const bucket = new TokenBucket(100_000, clock)
  clock.advance(60_000)
  let end = 0
  const start = clock.now()
  drain(bucket, 105_000, () => (end = clock.now() - start))
  clock.advance(2000)
  expect(end).toBeGreaterThan(950)
})
