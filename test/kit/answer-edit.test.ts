import { describe, expect, test } from 'vitest'
import { changeAnswer, editFields, hasContent, isEventStream, stageBody } from '../../src/kit/answer-edit.ts'
import { answer, request } from '../support/fault.ts'

const changer = { fault: 'f', rule: 'r', now: () => 0, after: () => ({ stop() {} }), random: () => 0 }
const through = (next: { write(chunk: Uint8Array): boolean; end(): void }) => ({
  write: (chunk: Uint8Array) => next.write(chunk),
  end: () => next.end(),
  fail() {},
})

test('answers are changed, now or later; everything else passes', async () => {
  const changed = answer('b')
  expect(await changeAnswer(answer('a'), () => changed)).toBe(changed)
  expect(await changeAnswer(Promise.resolve(answer('a')), () => changed)).toBe(changed)
  const other = { kind: 'switch', head: changed.head, from: 'upstream', patches: [] } as const
  expect(await changeAnswer(other, () => changed)).toBe(other)
})

test.each([
  ['GET', 200, 'a', true],
  ['GET', 200, '', false],
  ['HEAD', 200, 'a', false],
  ['GET', 204, 'a', false],
  ['GET', 304, 'a', false],
])('%s %i %j has content: %s', (method, status, text, expected) => {
  expect(hasContent(request([], { method }), answer(text, [], status))).toBe(expected)
})

test.each([
  [['Content-Type', 'Text/Event-Stream;charset=utf-8'], true],
  [['Content-Type', 'text/event-stream', 'Content-Encoding', 'identity'], true],
  [['Content-Type', 'text/event-stream', 'Content-Encoding', 'br'], false],
  [['Content-Type', 'text/event-streams'], false],
  [[], false],
])('%j is an event stream: %s', (fields, expected) => {
  expect(isEventStream(answer('', fields))).toBe(expected)
})

test('patches follow those that are there, with the fault as their cause', () => {
  const earlier = { op: 'add', index: 0, name: 'A', value: '1', cause: 'rule x' } as const
  const edited = editFields({ ...answer('', ['A', '1']), patches: [earlier] }, changer, (edit) => edit.set('B', '2'))
  expect(edited.patches).toEqual([earlier, { op: 'add', index: 1, name: 'B', value: '2', cause: 'fault f' }])
  expect(edited.head.fields).toEqual(['A', '1', 'B', '2'])
})

describe('the length', () => {
  const fields = ['Content-Length', '3']
  test.each([
    [3, fields],
    [2, ['Content-Length', '2']],
    [null, []],
  ])('%s', (length, expected) => {
    const staged = stageBody(answer('abc', fields), changer, through, length)
    expect(staged.body.length).toBe(length)
    expect(staged.head.fields).toEqual(expected)
  })

  test('is not announced where it was not', () => {
    expect(stageBody(answer('abc'), changer, through, 2).head.fields).toEqual([])
  })
})
