import { expect, test } from 'vitest'
import { createFakeClock } from '../../../src/kit/clock.ts'
import { createFrameLoop } from '../../../src/tui/screen/frame-loop.ts'

function begin() {
  const clock = createFakeClock()
  const frames: number[] = []
  const origin = clock.now()
  const loop = createFrameLoop(clock, () => frames.push(clock.now() - origin))
  return { clock, frames, loop }
}

test('the first is drawn at once, and then no more than 30 a second', () => {
  const { clock, frames, loop } = begin()
  for (let ms = 0; ms < 1000; ms++) {
    loop.ask('key')
    clock.advance(1)
  }
  expect(frames[0]).toBe(0)
  expect(frames.length).toBeLessThanOrEqual(31)
  expect(frames.length).toBeGreaterThan(25)
})

test('traffic alone draws half as often', () => {
  const { clock, frames, loop } = begin()
  for (let ms = 0; ms < 1000; ms++) {
    loop.ask('traffic')
    clock.advance(1)
  }
  expect(frames.length).toBeLessThanOrEqual(16)
})

test('a key does not wait for traffic', () => {
  const { clock, frames, loop } = begin()
  loop.ask('traffic')
  clock.advance(0)
  loop.ask('traffic')
  clock.advance(40)
  loop.ask('key')
  clock.advance(0)
  expect(frames).toEqual([0, 40])
  clock.advance(1000)
  expect(frames).toEqual([0, 40])
})

test('nothing is drawn when nothing is asked for, or after the end', () => {
  const { clock, frames, loop } = begin()
  clock.advance(5000)
  loop.ask('key')
  loop.stop()
  clock.advance(5000)
  loop.ask('key')
  clock.advance(5000)
  expect(frames).toEqual([])
})

test('where frames take long, traffic asks for fewer and keys for as many', () => {
  const clock = createFakeClock()
  let frames = 0
  const loop = createFrameLoop(clock, () => {
    frames++
    clock.advance(4)
  })
  const during = (reason: 'key' | 'traffic') => {
    frames = 0
    for (let ms = 0; ms < 2000; ms++) {
      loop.ask(reason)
      clock.advance(1)
    }
    return frames
  }
  during('traffic')
  expect(during('traffic')).toBeLessThanOrEqual(18)
  expect(during('key')).toBeGreaterThan(50)
})
