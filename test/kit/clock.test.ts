/** Both clocks keep the same contract; the fake one is what the other tests trust. */
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createFakeClock, sleep, systemClock } from '../../src/kit/clock.ts'

describe('the fake clock', () => {
  test('moves only when told, and calls what is due in order of time', () => {
    const clock = createFakeClock(1000)
    const seen: string[] = []
    clock.after(20, () => seen.push(`b ${clock.now()}`))
    clock.after(10, () => seen.push(`a ${clock.now()}`))
    clock.after(30, () => seen.push('c'))
    expect(seen).toEqual([])
    clock.advance(20)
    expect(seen).toEqual(['a 1010', 'b 1020'])
    expect(clock.now()).toBe(1020)
  })

  test('repeats until stopped', () => {
    const clock = createFakeClock(0)
    const seen: number[] = []
    const timer = clock.every(100, () => seen.push(clock.now()))
    clock.advance(350)
    timer.stop()
    clock.advance(1000)
    expect(seen).toEqual([100, 200, 300])
  })

  test('what a call arms inside the same advance is called too, when it is due', () => {
    const clock = createFakeClock(0)
    const seen: number[] = []
    clock.after(10, () => clock.after(10, () => seen.push(clock.now())))
    clock.advance(25)
    expect(seen).toEqual([20])
  })

  test('a stopped timer is not called', () => {
    const clock = createFakeClock()
    let called = false
    clock.after(10, () => (called = true)).stop()
    clock.advance(20)
    expect(called).toBe(false)
  })
})

describe('the system clock', () => {
  test('tells epoch milliseconds', () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1000)
  })

  test('calls, repeats and stops', async () => {
    let count = 0
    await new Promise<void>((resolve) => {
      const timer = systemClock.every(1, () => {
        if (++count < 3) return
        timer.stop()
        resolve()
      })
    })
    systemClock.after(0, () => (count = -1)).stop()
    await new Promise<void>((resolve) => void systemClock.after(2, resolve))
    expect(count).toBe(3)
  })
})

describe('times that no timer of Node can wait for at once', () => {
  const day = 86_400_000
  afterEach(() => void vi.useRealTimers())

  test('are waited for', () => {
    vi.useFakeTimers()
    const seen: string[] = []
    systemClock.after(30 * day, () => seen.push('30 days'))
    systemClock.after(80 * day, () => seen.push('80 days'), true)
    systemClock.after(Infinity, () => seen.push('never'))
    vi.advanceTimersByTime(30 * day - 1)
    expect(seen).toEqual([])
    vi.advanceTimersByTime(1)
    expect(seen).toEqual(['30 days'])
    vi.advanceTimersByTime(50 * day - 1)
    expect(seen).toEqual(['30 days'])
    vi.advanceTimersByTime(1)
    expect(seen).toEqual(['30 days', '80 days'])
  })

  test('come again', () => {
    vi.useFakeTimers()
    let count = 0
    const timer = systemClock.every(30 * day, () => {
      if (++count === 4) timer.stop()
    })
    vi.advanceTimersByTime(90 * day)
    expect(count).toBe(3)
    vi.advanceTimersByTime(90 * day)
    expect([count, vi.getTimerCount()]).toEqual([4, 0])
  })

  test('are stopped in each part of them', () => {
    vi.useFakeTimers()
    let called = false
    const timers = [1, 2, 3].map(() => systemClock.after(60 * day, () => (called = true)))
    for (const timer of timers) {
      timer.stop()
      vi.advanceTimersByTime(25 * day)
    }
    expect([vi.getTimerCount(), called]).toEqual([0, false])
  })
})

describe('sleep', () => {
  test('ends on the clock', async () => {
    const clock = createFakeClock()
    let awake = false
    const sleeping = sleep(clock, 100).then(() => (awake = true))
    clock.advance(99)
    await Promise.resolve()
    expect(awake).toBe(false)
    clock.advance(1)
    await sleeping
    expect(awake).toBe(true)
  })

  test('ends at once when given up, before or while', async () => {
    const clock = createFakeClock()
    await sleep(clock, 100, AbortSignal.abort())
    const stop = new AbortController()
    const sleeping = sleep(clock, 100, stop.signal)
    stop.abort()
    await sleeping
    expect(clock.now()).toBe(1_700_000_000_000)
  })
})
