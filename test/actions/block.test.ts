import { expect, test } from 'vitest'
import { block } from '../../src/actions/block.ts'
import { read } from '../support/origin.ts'
import { requestOf, toolsOf } from '../support/rules.ts'

const verdictOf = (status?: number) =>
  block.prepare(status === undefined ? {} : { status }).answer!(requestOf(), toolsOf().tools)

test('a refusal names the rule, in the answer and in the failure', async () => {
  const verdict = await verdictOf()
  if (verdict?.kind !== 'respond') throw new Error('expected an answer')
  expect(verdict.head).toMatchObject({ status: 403, reason: 'Forbidden' })
  expect(verdict.failure).toEqual({ code: 'blocked', message: 'blocked by rule r', leg: 'middlebox' })
  expect((await read(verdict.body)).text).toBe('middlebox: blocked by rule r\n')
})

test('444 hangs up; 204 has no body', async () => {
  expect(await verdictOf(444)).toMatchObject({ kind: 'abort', how: 'close' })
  expect(await verdictOf(204)).toMatchObject({ head: { fields: [] }, body: { length: 0 } })
})

test('explains itself', () => {
  expect([block.explain({}), block.explain({ status: 444 })]).toEqual(['refuse with 403', 'hang up without an answer'])
})
