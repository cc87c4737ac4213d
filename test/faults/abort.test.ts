import { expect, test } from 'vitest'
import { answer, changed, explained, request } from '../support/fault.ts'

test('503 with a line of text that says it was injected; nobody is asked', async () => {
  const { verdict, seen, asked } = await changed('abort', {}, answer('x'))
  expect(asked).toEqual([])
  const text = 'middlebox: the fault abort of the rule the rule answered 503\n'
  expect(verdict).toMatchObject({ from: 'fault', head: { status: 503, reason: 'Service Unavailable' } })
  expect(verdict.head.fields).toEqual([
    'Content-Type',
    'text/plain; charset=utf-8',
    'Content-Length',
    String(text.length),
  ])
  expect(seen.map(([, what]) => what)).toEqual([text, 'end'])
})

test.each([
  ['Accept', 'text/html, application/json;q=0.9'],
  ['content-type', 'application/vnd.api+json'],
])('JSON for a client with %s: %s', async (name, value) => {
  const { verdict, seen } = await changed('abort', { status: '429' }, answer('x'), request([name, value]))
  expect(verdict.head).toMatchObject({ status: 429, reason: 'Too Many Requests' })
  expect(verdict.head.fields[1]).toBe('application/json')
  expect(JSON.parse(seen[0]![1])).toEqual({
    error: 'injected',
    message: 'the fault abort of the rule the rule answered 429',
    rule: 'the rule',
  })
})

test.each([204, 304])('%i has no content', async (status) => {
  const { verdict, seen } = await changed('abort', { status }, answer('x'))
  expect(verdict.head.fields).toEqual([])
  expect(seen.map(([, what]) => what)).toEqual(['end'])
})

test('a status of nobody has no reason', async () => {
  expect((await changed('abort', { status: 599 }, answer('x'))).verdict.head.reason).toBe('')
  expect(explained('abort', { status: 599 })).toBe('answer 599 without asking the upstream')
})
