import { expect, test } from 'vitest'
import { limitDefinitions } from '../../src/config/limits.ts'
import { defaultOptions } from '../../src/model/options.ts'

test('every limit is configurable, and what is shown as its default is it', () => {
  expect(Object.keys(limitDefinitions).sort()).toEqual(Object.keys(defaultOptions.limits).sort())
  for (const [key, { kind, shown }] of Object.entries(limitDefinitions)) {
    const expected = defaultOptions.limits[key as keyof typeof limitDefinitions]
    expect(kind.read(shown, { where: '', base: '' })).toBe(expected)
  }
})
