import { describe, expect, test } from 'vitest'
import type { Verdict } from '../../src/model/verdict.ts'
import { createBuiltinOrigin } from '../../src/origin/interceptor.ts'
import { ask, contextFor, requestFor, verdictFor, world } from '../support/origin.ts'

describe('the built-in origin', () => {
  test('answers for its own host', async () => {
    expect((await ask('/echo')).status).toBe(200)
  })

  test.each(['example.test', 'middlebox.test.example', 'www.middlebox.test'])('%s is passed on as it is', (host) => {
    const { context } = contextFor({})
    const request = requestFor('/echo')
    const elsewhere = { ...request, target: { ...request.target, host } }
    const passed: unknown[] = []
    const next = (...given: unknown[]): Verdict => {
      passed.push(...given)
      return {
        kind: 'abort',
        how: 'hang',
        scope: 'stream',
        from: 'mock',
        failure: { code: 'x', message: '', leg: 'client' },
      }
    }
    expect(createBuiltinOrigin(world).handle(elsewhere, next, context)).toMatchObject({ kind: 'abort' })
    expect(passed[0]).toBe(elsewhere)
    expect(passed[1]).toBe(context)
  })

  test('a tunnel to it is opened without anyone to dial', async () => {
    const { verdict } = await verdictFor('', { method: 'CONNECT', kind: 'connect' })
    expect(verdict).toEqual({
      kind: 'switch',
      head: { status: 200, reason: 'Connection established', version: '1.1', fields: [] },
      from: 'middlebox',
      patches: [],
    })
  })
})
