import { expect, test } from 'vitest'
import { defineFault } from '../../src/model/fault.ts'

test('a fault is what was written, and its values have the types of its own table', () => {
  const written = {
    name: 'example',
    summary: 'An example.',
    family: 'http',
    options: { status: { kind: 'integer', summary: 'A status.' } },
    explain: ({ status }: { readonly status: number }) => `answer ${status.toFixed(0)}`,
  } as const
  const fault = defineFault(written)
  expect(fault).toBe(written)
  expect(fault.explain({ status: 503 })).toBe('answer 503')
  // @ts-expect-error: the table has no such option.
  expect(() => fault.explain({ code: 503 })).toThrow(TypeError)
})
