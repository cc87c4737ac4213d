import { expect, test } from 'vitest'
import { fieldLines, headLines, statusStyle } from '../../../src/tui/detail/message.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'
import { requestHead, responseHead } from '../../support/events.ts'

test('heads as they were', () => {
  expect(headLines(requestHead(), 80).map(plainLine)).toEqual([
    'GET http://api.test/users HTTP/1.1',
    'Host: api.test',
    'Accept: */*',
  ])
  expect(headLines(responseHead({ status: 503, reason: 'Busy', fields: [] }), 80).map(plainLine)).toEqual([
    'HTTP/1.1 503 Busy',
  ])
})

test('over HTTP/2 the pseudo fields that the request line does not show, in the order they came', () => {
  const head = requestHead({ version: '2', target: '/a', fields: [], scheme: 'https', authority: 'api.test' })
  expect(headLines(head, 80).map(plainLine)).toEqual(['GET /a HTTP/2', ':scheme: https', ':authority: api.test'])
  const other = { ...head, pseudoOrder: [':method', ':authority', ':scheme', ':path'] }
  expect(headLines(other, 80).map(plainLine)).toEqual(['GET /a HTTP/2', ':authority: api.test', ':scheme: https'])
})

test('fields of the wire are harmless, and UTF-8 is read as such', () => {
  const latin1 = Buffer.from('é').toString('latin1')
  expect(fieldLines(['X-\x1b[2J', `a\x1b]0;t\x07${latin1}`], 80).map(plainLine)).toEqual(['X-: aé'])
})

test('a long value goes on below', () => {
  expect(fieldLines(['Cookie', 'x'.repeat(30)], 20).map(plainLine)).toEqual([
    `Cookie: ${'x'.repeat(12)}`,
    `    ${'x'.repeat(16)}`,
    '    xx',
  ])
})

test.each([
  [100, 'dim'],
  [204, 'ok'],
  [304, 'redirect'],
  [404, 'clientError'],
  [500, 'serverError'],
  [null, 'serverError'],
])('%s is %s', (status, style) => {
  expect(statusStyle(status)).toBe(style)
})
