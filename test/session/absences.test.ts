import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createFakeClock } from '../../src/kit/clock.ts'
import { createAbsences } from '../../src/session/absences.ts'
import { route } from '../support/reverse.ts'

const missing = (port: number) => ({
  upstream: route(`${port}`).upstreams[0]!,
  absence: { message: `nothing on ${port}`, advice: `Start ${port}` },
})

test('what was absent is looked at again while it is shown, a second apart, until it is there', async () => {
  const clock = createFakeClock(0)
  const asked: number[] = []
  const there = new Set<number>()
  const absences = createAbsences(clock, async ({ port }) => {
    asked.push(port)
    return there.has(port)
  })
  expect(absences.list()).toEqual([])
  expect(absences.replace([missing(3000), missing(3001)])).toHaveLength(2)
  there.add(3000)
  clock.advance(900)
  expect([absences.list().length, asked]).toEqual([2, []])
  clock.advance(100)
  absences.list()
  absences.list()
  await setImmediate()
  expect(asked).toEqual([3000, 3001])
  expect(absences.list()).toEqual([{ message: 'nothing on 3001', advice: 'Start 3001' }])
  there.add(3001)
  clock.advance(1000)
  absences.list()
  await setImmediate()
  clock.advance(1000)
  expect([absences.list(), asked.length]).toEqual([[], 3])
})

test('only those that were not known are returned, and a look that began before does not bring the old ones back', async () => {
  const clock = createFakeClock(0)
  const absences = createAbsences(clock, async () => false)
  absences.replace([missing(3000)])
  clock.advance(1000)
  absences.list()
  expect(absences.replace([missing(3000), missing(3002)])).toEqual([missing(3002)])
  await setImmediate()
  expect(absences.list().map(({ message }) => message)).toEqual(['nothing on 3000', 'nothing on 3002'])
  absences.replace([])
  expect(absences.list()).toEqual([])
})
