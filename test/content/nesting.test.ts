import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Nesting } from '../../src/content/nesting.ts'

test('a stack of brackets, whatever is opened and closed', () => {
  const step = fc.constantFrom('{', '[', 'close', 'copy')
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      let nesting = new Nesting()
      const model: boolean[] = []
      for (const one of steps) {
        if (one === 'copy') {
          const copy = nesting.copy()
          nesting.open(true)
          nesting = copy
        } else if (one !== 'close') {
          nesting.open(one === '{')
          model.push(one === '{')
        } else if (model.length > 0) {
          nesting.close()
          model.pop()
        }
        expect([nesting.depth, nesting.inObject]).toEqual([model.length, model.at(-1)])
      }
      nesting.clear()
      expect([nesting.depth, nesting.inObject]).toEqual([0, undefined])
    }),
  )
})
