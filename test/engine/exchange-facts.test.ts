import { expect, test } from 'vitest'
import { arrivalEvent } from '../../src/engine/exchange-facts.ts'
import { arrivalOf } from '../support/core.ts'

const facts = {
  mode: 'forward',
  client: arrivalOf().client,
  kind: 'upgrade',
  head: { method: 'GET', target: '/', version: '1.1', fields: [] },
  url: 'http://a.test/',
} as const

test('an exchange arrives with what is known of it, and without what is not', () => {
  const { kind, ...same } = facts
  expect(arrivalEvent('a', 5, facts)).toEqual({ type: 'request', id: 'a', at: 5, ...same, kind: 'websocket' })
  const more = { parent: 'p', replayOf: 'r', site: 0 }
  expect(arrivalEvent('a', 5, { ...facts, ...more, kind: 'http' })).toMatchObject({ ...more, kind: 'http' })
  expect(kind).toBe('upgrade')
})
