import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addOrdered, placeOf, placesIn, removeOrdered } from '../../../src/tui/list/ordered.ts'

test('stays in order and without doubles, whatever is added and taken out', () => {
  const step = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 20 }))
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const list: { sequence: number }[] = []
      const model = new Set<number>()
      for (const [add, sequence] of steps) {
        if (add) addOrdered(list, { sequence })
        else removeOrdered(list, sequence)
        if (add) model.add(sequence)
        else model.delete(sequence)
      }
      expect(list.map(({ sequence }) => sequence)).toEqual([...model].sort((a, b) => a - b))
    }),
  )
})

test('the place of what is there, and of what would be', () => {
  const list = [{ sequence: 2 }, { sequence: 5 }]
  expect([1, 2, 3, 5, 9].map((sequence) => placeOf(list, sequence))).toEqual([0, 0, 1, 1, 2])
})

test('places in a list of another order', () => {
  const placeIn = placesIn([7, 3, 9].map((sequence) => ({ sequence })))
  expect([7, 3, 9, 4].map(placeIn)).toEqual([0, 1, 2, -1])
})
