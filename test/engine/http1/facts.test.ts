import { describe, expect, test } from 'vitest'
import { hasConnectionOption, inspectFields } from '../../../src/engine/http1/facts.ts'

test('one pass gathers what framing and the connection need', () => {
  const facts = inspectFields([
    ...['HOST', 'a.test', 'connection', 'Keep-Alive', 'CONNECTION', 'Upgrade', 'uPgrade', 'websocket'],
    ...['Content-length', '5', 'EXPECT', '100-Continue', 'Proxy-authorization', 'Basic x', 'host', 'b.test'],
  ])
  expect(facts).toMatchObject({
    host: 'a.test',
    hostCount: 2,
    connection: 'keep-alive,upgrade',
    upgrade: 'websocket',
    contentLength: 5,
    lengthIsList: false,
    transferEncoding: '',
    expectContinue: true,
    proxyAuthorization: 'Basic x',
  })
  expect(facts.lines.filter((_, i) => i % 3 === 0)).toEqual([2, 4, 6, 8, 12])
})

test('fields that only look alike are left alone', () => {
  const facts = inspectFields([
    'hosts',
    'x',
    'conection_',
    'close',
    'content_length',
    '5',
    'transfer_encoding',
    'chunked',
    'text',
    'x',
  ])
  expect(facts.lines).toEqual([])
  expect([facts.host, facts.connection, facts.contentLength, facts.transferEncoding]).toEqual([undefined, '', -1, ''])
})

test('an empty Transfer-Encoding is no absence: it is refused', () => {
  expect(() => inspectFields(['Transfer-Encoding', 'chunked', 'transfer-encoding', ''])).toThrow(
    'Expected a transfer coding, got an empty Transfer-Encoding',
  )
})

describe('Content-Length', () => {
  test.each([
    [['5'], 5, false],
    [['0'], 0, false],
    [['005'], 5, false],
    [['5', '5'], 5, false],
    [['5, 5'], 5, true],
    [['5\t,5', '5'], 5, true],
    [['9007199254740991'], Number.MAX_SAFE_INTEGER, false],
  ])('%j is %d', (values, length, isList) => {
    const facts = inspectFields(values.flatMap((value) => ['Content-Length', value]))
    expect([facts.contentLength, facts.lengthIsList]).toEqual([length, isList])
  })

  test.each([
    ['+5', 'Expected a Content-Length of digits, got "+5"'],
    ['-5', 'Expected a Content-Length of digits, got "-5"'],
    ['5 5', 'Expected a Content-Length of digits, got "5 5"'],
    ['0x5', 'Expected a Content-Length of digits, got "0x5"'],
    ['5.0', 'Expected a Content-Length of digits, got "5.0"'],
    ['5e1', 'Expected a Content-Length of digits, got "5e1"'],
    ['', 'Expected a Content-Length of digits, got ""'],
    [',5', 'Expected a Content-Length of digits, got ",5"'],
    ['5\xa0', 'Expected a Content-Length of digits, got "5\xa0"'],
    ['\x0b5', 'Expected a Content-Length of digits, got "\\u000b5"'],
    ['\xb2', 'Expected a Content-Length of digits, got "\xb2"'],
    ['9007199254740992', 'Expected a Content-Length below 2^53, got "9007199254740992"'],
    ['18446744073709551621', 'Expected a Content-Length below 2^53, got "18446744073709551621"'],
    ['5, 6', 'Expected one Content-Length, got 5 and 6'],
  ])('%j is refused', (value, message) => {
    expect(() => inspectFields(['Content-Length', value])).toThrow(message)
  })

  test('two lines that differ are refused', () => {
    expect(() => inspectFields(['Content-Length', '5', 'content-length', '50'])).toThrow(
      'Expected one Content-Length, got 5 and 50',
    )
  })
})

test.each([
  [['chunked'], 'chunked'],
  [['Chunked'], 'chunked'],
  [['gzip', 'chunked'], 'gzip, chunked'],
])('Transfer-Encoding %j', (values, expected) => {
  expect(inspectFields(values.flatMap((value) => ['Transfer-Encoding', value])).transferEncoding).toBe(expected)
})

test.each([
  ['close', true],
  ['Keep-Alive, CLOSE', true],
  ['x,\tclose\t,y', true],
  ['closed', false],
  ['close\xa0', false],
  ['', false],
])('Connection: %j lists close: %s', (value, expected) => {
  expect(hasConnectionOption(inspectFields(['Connection', value]), 'close')).toBe(expected)
})
