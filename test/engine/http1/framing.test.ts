import { describe, expect, test } from 'vitest'
import { inspectFields } from '../../../src/engine/http1/facts.ts'
import { requestFraming, responseFraming } from '../../../src/engine/http1/framing.ts'

const length = (value: string) => ['Content-Length', value]
const coding = (value: string) => ['Transfer-Encoding', value]

describe('a request', () => {
  test.each([
    [[], 0],
    [length('0'), 0],
    [length('5'), 5],
    [coding('chunked'), 'chunked'],
    [coding('CHUNKED'), 'chunked'],
  ])('%j is %j', (fields, framing) => {
    expect(requestFraming(inspectFields(fields), '1.1')).toBe(framing)
  })

  test.each([
    [[...length('5'), ...coding('chunked')], '1.1', 'Expected Content-Length or Transfer-Encoding, got both'],
    [[...length('0'), ...coding('x')], '1.1', 'Expected Content-Length or Transfer-Encoding, got both'],
    [coding('chunked'), '1.0', 'Expected no Transfer-Encoding in HTTP/1.0, got one'],
    [coding('xchunked'), '1.1', 'Expected Transfer-Encoding chunked alone, got "xchunked"'],
    [coding('chunked, chunked'), '1.1', 'Expected Transfer-Encoding chunked alone, got "chunked, chunked"'],
    [
      [...coding('chunked'), ...coding('chunked')],
      '1.1',
      'Expected Transfer-Encoding chunked alone, got "chunked, chunked"',
    ],
    [
      [...coding('chunked'), ...coding('identity')],
      '1.1',
      'Expected Transfer-Encoding chunked alone, got "chunked, identity"',
    ],
    [coding('identity'), '1.1', 'Expected Transfer-Encoding chunked alone, got "identity"'],
    [coding('gzip, chunked'), '1.1', 'Expected Transfer-Encoding chunked alone, got "gzip, chunked"'],
    [coding('chunked;a=b'), '1.1', 'Expected Transfer-Encoding chunked alone, got "chunked;a=b"'],
    [coding('\x0bchunked'), '1.1', 'Expected Transfer-Encoding chunked alone, got "\\u000bchunked"'],
    [coding('chunked\xa0'), '1.1', 'Expected Transfer-Encoding chunked alone, got "chunked\xa0"'],
    [coding(','), '1.1', 'Expected Transfer-Encoding chunked alone, got ","'],
  ] as const)('%j over %s is refused', (fields, version, message) => {
    expect(() => requestFraming(inspectFields(fields), version)).toThrow(message)
  })
})

test.each(['HEAD', 'GET'])('both lengths are refused even where there is no body (%s)', (method) => {
  const both = inspectFields([...length('5'), ...coding('chunked')])
  for (const status of [103, 204, 304]) expect(() => responseFraming(both, '1.1', status, method)).toThrow('got both')
  if (method === 'HEAD') expect(() => responseFraming(both, '1.1', 200, method)).toThrow('got both')
})

describe('a response', () => {
  test.each([
    [200, 'GET', [], 'close'],
    [200, 'GET', length('5'), 5],
    [200, 'GET', coding('chunked'), 'chunked'],
    [200, 'GET', coding('gzip'), 'close'],
    [200, 'GET', coding('identity'), 'close'],
    [200, 'HEAD', length('5'), 0],
    [200, 'HEAD', coding('chunked'), 0],
    [204, 'GET', length('5'), 0],
    [304, 'GET', length('5'), 0],
    [103, 'GET', length('5'), 0],
    [101, 'GET', length('5'), 'switch'],
    [200, 'CONNECT', length('5'), 'switch'],
    [299, 'CONNECT', [], 'switch'],
    [407, 'CONNECT', length('5'), 5],
  ] as const)('%d to %s with %j is %j', (status, method, fields, framing) => {
    expect(responseFraming(inspectFields(fields), '1.1', status, method)).toBe(framing)
  })

  test.each([
    [[...length('5'), ...coding('chunked')], '1.1', 'Expected Content-Length or Transfer-Encoding, got both'],
    [[...length('5'), ...coding('identity')], '1.1', 'Expected Content-Length or Transfer-Encoding, got both'],
    [coding('chunked'), '1.0', 'Expected no Transfer-Encoding in HTTP/1.0, got one'],
    [coding('chunked, gzip'), '1.1', 'Expected Transfer-Encoding chunked alone, got "chunked, gzip"'],
    [coding('gzip, chunked'), '1.1', 'Expected Transfer-Encoding chunked alone, got "gzip, chunked"'],
    [coding('chunked, chunked'), '1.1', 'Expected Transfer-Encoding chunked alone, got "chunked, chunked"'],
  ] as const)('%j over %s is refused', (fields, version, message) => {
    expect(() => responseFraming(inspectFields(fields), version, 200, 'GET')).toThrow(message)
  })
})
