import { expect, test } from 'vitest'
import { requestText, responseText } from '../../../../src/cli/commands/send/head-text.ts'

test('bytes where there are some, lines where not', () => {
  const h2 = { status: 200, reason: '', version: '2' as const, fields: ['a', '1'] }
  expect(responseText(h2)).toBe('HTTP/2 200\r\na: 1\r\n\r\n')
  expect(responseText({ ...h2, reason: 'OK', version: '1.1', raw: 'HTTP/1.1 200  OK\r\n\r\n' })).toBe(
    'HTTP/1.1 200  OK\r\n\r\n',
  )
  expect(requestText({ method: 'GET', target: '/', version: '2', authority: 'h', fields: [] })).toBe(
    'GET / HTTP/2\r\n:authority: h\r\n\r\n',
  )
})
