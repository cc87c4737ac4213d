import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lineSchema } from '../../src/headless/line-schema.ts'

const shipped = join(import.meta.dirname, '../../schema/line.schema.json')

test('the shipped schema is the one that the types are made from', () => {
  expect(JSON.parse(readFileSync(shipped, 'utf8'))).toEqual(lineSchema())
})

test('every type of line says its version', () => {
  const definitions = lineSchema().definitions as Record<
    string,
    { properties: Record<string, unknown>; required: string[] }
  >
  expect(Object.keys(definitions).toSorted()).toEqual(
    [
      'exchange',
      'health',
      'listening',
      'open',
      'paused',
      'phase',
      'resumed',
      'summary',
      'tls-error',
      'tunnel',
      'warning',
      'websocket',
    ].toSorted(),
  )
  for (const [type, definition] of Object.entries(definitions)) {
    expect(definition.properties.type).toEqual({ const: type })
    expect(definition.properties.v).toEqual({ const: 1 })
    expect(definition.required).toEqual(expect.arrayContaining(['type', 'v']))
  }
})
