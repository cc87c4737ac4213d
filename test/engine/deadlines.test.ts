import { expect, test } from 'vitest'
import { Deadlines } from '../../src/engine/deadlines.ts'
import { createFakeClock } from '../../src/kit/clock.ts'

function watched() {
  const clock = createFakeClock(1000)
  const deadlines = new Deadlines(clock)
  const log: string[] = []
  const one = (name: string, deadline: number) => {
    const entry = { deadline, slot: -1, expire: (): void => void log.push(`${name} ${entry.deadline}`) }
    deadlines.add(entry)
    return entry
  }
  return { clock, deadlines, log, one }
}

test('what is over expires once, a little late, and with its deadline gone', () => {
  const { clock, log, one } = watched()
  one('a', 1100)
  one('none', 0)
  one('b', 2000)
  clock.advance(249)
  expect(log).toEqual([])
  clock.advance(1)
  expect(log).toEqual(['a 0'])
  clock.advance(1000)
  expect(log).toEqual(['a 0', 'b 0'])
  clock.advance(10_000)
  expect(log).toHaveLength(2)
})

test('a deadline that moves is the one that counts', () => {
  const { clock, log, one } = watched()
  const entry = one('a', 1100)
  entry.deadline = 1600
  clock.advance(500)
  expect(log).toEqual([])
  clock.advance(250)
  expect(log).toEqual(['a 0'])
})

test('what is deleted, also while others expire, stays quiet', () => {
  const { clock, deadlines, log, one } = watched()
  const first = one('first', 1100)
  const second = one('second', 1100)
  first.expire = () => deadlines.delete(second)
  expect(deadlines.size).toBe(2)
  clock.advance(250)
  expect(log).toEqual([])
  expect(deadlines.size).toBe(1)
})

test('close stops the timer and forgets all', () => {
  const { clock, deadlines, log, one } = watched()
  one('a', 1100)
  deadlines.close()
  clock.advance(1000)
  expect([log, deadlines.size]).toEqual([[], 0])
})

test('after the close nothing is watched any more, and no timer runs', () => {
  const { clock, deadlines, log, one } = watched()
  deadlines.close()
  expect(one('late', 1100).slot).toBe(-1)
  clock.advance(1000)
  expect(log).toEqual([])
  expect(deadlines.size).toBe(0)
})
