import { expect, test } from 'vitest'
import { graphql } from '../../../src/content/views/graphql.ts'
import { bytesOf, viewRows } from '../../support/content.ts'

const body = JSON.stringify({
  operationName: 'Q',
  query: 'query Q($id: ID!) {\n  user(id: $id)\n}',
  variables: { id: 1 },
})

test.each([
  ['application/json', '/graphql', body, 0.95],
  ['application/json', '/api', body, 0.92],
  ['application/json', '/api', '{"query":"shoes"}', 0],
  ['application/graphql', '/', '{a}', 0.95],
  ['text/html', '/graphql', body, 0],
])('%s to %s', (mime, path, text, sure) => {
  expect(graphql.fits({ mime, parameters: {}, path }, bytesOf(text))).toBe(sure)
})

test('the query as written, then its variables', async () => {
  expect(await viewRows(graphql, body)).toEqual([
    'operation "Q"',
    'query Q($id: ID!) {',
    '  user(id: $id)',
    '}',
    '',
    'variables',
    '{',
    '  "id": 1',
    '}',
  ])
})

test('several queries', async () => {
  const rows = await viewRows(graphql, '[{"query":"{a}"},{"query":"{b}","variables":null}]')
  expect(rows).toEqual(['{a}', '', '─'.repeat(20), '{b}'])
})

test('what is none is JSON, a bare one is code', async () => {
  expect(await viewRows(graphql, '{"a":1}')).toEqual(['{', '  "a": 1', '}'])
  expect(await viewRows(graphql, '{"query":1')).toContain('  "query": 1')
  expect(await viewRows(graphql, '{\n a\n}', 'application/graphql')).toEqual(['{', ' a', '}'])
})
