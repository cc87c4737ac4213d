import { expect, test } from 'vitest'
import fc from 'fast-check'
import { type Member, Roster } from '../../src/kit/roster.ts'

type Named = Member & { name: number }

test('holds whom a Set would hold', () => {
  const step = fc.record({ what: fc.constantFrom('add', 'delete', 'clear'), who: fc.nat(9) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const people: Named[] = Array.from({ length: 10 }, (_, name) => ({ name, slot: -1 }))
      const roster = new Roster<Named>()
      const expected = new Set<Named>()
      for (const { what, who } of steps) {
        const one = people[who]!
        if (what === 'clear') {
          roster.clear()
          expected.clear()
        } else {
          roster[what as 'add' | 'delete'](one)
          expected[what as 'add' | 'delete'](one)
        }
        expect(roster.size).toBe(expected.size)
        expect(new Set(roster)).toEqual(expected)
        for (const person of people) expect(person.slot >= 0).toBe(expected.has(person))
      }
    }),
  )
})

test('a walk outlasts members who go, and does not meet them', () => {
  const roster = new Roster<Named>()
  const [a, b, c] = [0, 1, 2].map((name) => ({ name, slot: -1 })) as [Named, Named, Named]
  for (const one of [a, b, c]) roster.add(one)
  const met: number[] = []
  for (const one of roster) {
    met.push(one.name)
    roster.delete(one)
    roster.delete(b)
  }
  expect(met).toEqual([0, 2])
  expect(roster.size).toBe(0)
})
