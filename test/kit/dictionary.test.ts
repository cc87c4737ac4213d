import { expect, test } from 'vitest'
import fc from 'fast-check'
import { Dictionary } from '../../src/kit/dictionary.ts'

test('holds what a Map would hold, whatever the names', () => {
  const name = fc.oneof(fc.constantFrom('1', '2', '007', '4294967296', '__proto__', 'constructor', ''), fc.string())
  const step = fc.record({ what: fc.constantFrom('set', 'delete'), name, value: fc.nat() })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const dictionary = new Dictionary<number>()
      const map = new Map<string, number>()
      for (const { what, name: key, value } of steps) {
        if (what === 'set') {
          dictionary.set(key, value)
          map.set(key, value)
        } else {
          dictionary.delete(key)
          map.delete(key)
        }
        for (const step of steps) expect(dictionary.get(step.name)).toBe(map.get(step.name))
      }
    }),
  )
})
