import { expect, test } from 'vitest'
import type { Verdict } from '../../src/model/verdict.ts'
import { onEveryResponse, onResponse } from '../../src/reverse/response-edit.ts'
import { answer, contextOf, failed, requestTo, upstreams } from '../support/reverse.ts'

const marked = onResponse('mark', 'reverse test', (edit) => edit.add('X', '1'))
const ask = (...verdicts: Parameters<typeof upstreams>) =>
  marked.handle(requestTo(), upstreams(...verdicts).next, contextOf())

test("the upstream's answers are changed and the change told, our own are not", async () => {
  for (const verdict of [ask(answer()), await ask(async () => answer())])
    expect(verdict).toMatchObject({ head: { fields: ['X', '1'] }, patches: [{ op: 'add', cause: 'reverse test' }] })
  const own = failed()
  expect(ask(own)).toBe(own)
  expect(onResponse('none', 'reverse test', () => {}).handle(requestTo(), () => own, contextOf())).toBe(own)
})

test('what every answer gets, our own get too, but not what is none', () => {
  const every = onEveryResponse('mark', 'reverse test', (edit) => edit.add('X', '1'))
  const of = (verdict: Verdict) => every.handle(requestTo(), () => verdict, contextOf())
  expect(of(failed())).toMatchObject({ head: { fields: ['X', '1'] }, patches: [{ op: 'add', name: 'X' }] })
  const { failure } = failed()
  const aborted = { kind: 'abort', how: 'reset', scope: 'stream', from: 'middlebox', failure: failure! } as const
  expect(of(aborted)).toBe(aborted)
})
