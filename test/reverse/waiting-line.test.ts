import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Place, WaitingLine } from '../../src/reverse/waiting-line.ts'

test('whoever joins and leaves, the first is always the one that joined before all others', () => {
  const steps = fc.array(fc.oneof(fc.constant('join' as const), fc.nat(20)), { maxLength: 60 })
  fc.assert(
    fc.property(steps, (all) => {
      const line = new WaitingLine<number>()
      const places: Place<number>[] = []
      let here: number[] = []
      for (const step of all) {
        if (step === 'join') {
          places.push(line.join(places.length))
          here.push(places.length - 1)
        } else if (places[step] !== undefined) {
          // Also one that has left already.
          line.leave(places[step])
          here = here.filter((one) => one !== step)
        }
        expect([line.length, line.first]).toEqual([here.length, here[0]])
      }
    }),
  )
})
