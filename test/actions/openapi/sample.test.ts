import { expect, test } from 'vitest'
import { sampleOf } from '../../../src/actions/openapi/sample.ts'
import { tangled } from './documents.ts'

test('examples, types and references', () => {
  const root = {
    openapi: '3.1.0',
    components: {
      schemas: {
        Pet: { type: 'object', properties: { name: { example: 'Rex' }, self: { $ref: '#/components/schemas/Pet' } } },
      },
    },
  }
  const document = { root, version: '3.1' as const }
  expect(sampleOf(document, { type: 'array', items: { $ref: '#/components/schemas/Pet' } }, 'json')).toEqual([
    { name: 'Rex', self: {} },
  ])
  expect(
    sampleOf(document, { type: 'object', properties: { a: { type: 'integer' } }, xml: { name: 'x' } }, 'xml'),
  ).toContain('<a>0</a>')
  expect(sampleOf(document, undefined, 'json')).toBeNull()
})

test('what unfolds without end is cut', () => {
  const root = tangled(1_000, 10)
  const sample = JSON.stringify(
    sampleOf({ root: root as never, version: '3.1' }, { $ref: '#/components/schemas/S0' }, 'json'),
  )
  expect(sample.length).toBeGreaterThan(100)
  expect(sample.length).toBeLessThan(2_000_000)
})
