import { describe, expect, test } from 'vitest'
import { defineAction } from '../../src/actions/action.ts'
import { actions, findAction } from '../../src/actions/index.ts'
import type { AttributeTable } from '../../src/actions/index.ts'

test('an action is what it was defined as', () => {
  const action = {
    name: 'a',
    summary: 's',
    example: 'e',
    attributes: {},
    latest: () => 'end' as const,
    explain: () => '',
    prepare: () => ({}),
  }
  expect(defineAction(action)).toBe(action)
})

describe('the registry', () => {
  test('finds by name', () => {
    expect(findAction('map_local')?.name).toBe('map_local')
    expect(findAction('absent')).toBeUndefined()
    expect(new Set(actions.map(({ name }) => name)).size).toBe(actions.length)
  })

  test('every summary is a phrase without a full stop, down to the last attribute', () => {
    const summaries = (table: AttributeTable): string[] =>
      Object.values(table).flatMap((spec) => [
        spec.summary,
        ...(spec.kind === 'group' ? summaries(spec.attributes) : []),
      ])
    for (const text of actions.flatMap(({ summary, attributes }) => [summary, ...summaries(attributes)]))
      expect(text).toMatch(/[^.]$/)
  })
})
