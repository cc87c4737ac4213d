import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { readRawRequest } from '../../src/formats/raw-request.ts'

const read = (text: string, number = 1) => readRawRequest(Buffer.from(text), number, 'a.http')
const body = (text: string, number = 1) => Buffer.from(read(text, number).body ?? []).toString()

test('as on the wire: order, case and repetitions stay', () => {
  expect(read('POST /p?q HTTP/1.1\r\nhOST: h.test:81\r\nX-A:  1 \r\nx-a:2\r\nContent-Length: 4\r\n\r\na\r\nb')).toEqual(
    {
      method: 'POST',
      url: 'http://h.test:81/p?q',
      fields: ['hOST', 'h.test:81', 'X-A', '1', 'x-a', '2', 'Content-Length', '4'],
      body: Buffer.from('a\r\nb'),
    },
  )
})

test('as in .http files: comments, an absolute URL, no version, LF', () => {
  const text = '### first\n# about it\n// more\n\nPUT https://h/p\n# between\nA: b\n\n{"x": 1}\n'
  expect(read(text)).toEqual({
    method: 'PUT',
    url: 'https://h/p',
    fields: ['Host', 'h', 'A', 'b'],
    body: Buffer.from('{"x": 1}'),
  })
  expect(read('https://h/p')).toMatchObject({ method: 'GET', url: 'https://h/p' })
  expect(read('\ufeffGET http://h/ HTTP/2\n').method).toBe('GET')
})

test('https where Host names its port', () => {
  expect(read('GET / HTTP/1.1\nHost: h:443\n').url).toBe('https://h/')
})

describe('several requests', () => {
  const text = 'GET http://a/\n\n###\n# c\nPOST http://b/\n\nbody\n\n### x\n\n###\nGET http://c/\n'
  test('by number, empty sections not counted', () => {
    expect([1, 2, 3].map((number) => read(text, number).url)).toEqual(['http://a/', 'http://b/', 'http://c/'])
    expect(body(text, 2)).toBe('body')
  })
  test('too few', () => {
    expect(() => read(text, 4)).toThrow('a.http: Expected at least 4 requests, got 3.')
    expect(() => read('# nothing\n')).toThrow('a.http: Expected at least 1 requests, got 0.')
  })
  test('errors name the line of the file', () => {
    expect(() => read('GET http://a/\n\n###\n# c\nPOST http://b/\nA b\n', 2)).toThrow(
      'a.http:6: Expected a header field',
    )
  })
})

describe('bodies', () => {
  test("the editor's last line end is none of it, unless Content-Length says so", () => {
    expect(body('POST http://h/\n\na\n\nb\n')).toBe('a\n\nb')
    expect(body('POST http://h/\nContent-Length: 2\n\na\n')).toBe('a\n')
    expect(body('POST http://h/\nContent-Length: 1\n\na\r\n')).toBe('a')
    expect(body('POST http://h/\nContent-Length: 1\n\nabc')).toBe('abc')
    expect(read('POST http://h/\n\n').body).toBeUndefined()
  })
  test('a line of ### stays where Content-Length covers it', () => {
    const text = 'POST http://h/\nContent-Length: 7\n\n### a\nb\n###\nGET http://i/\n'
    expect(body(text)).toBe('### a\nb')
    expect(read(text, 2).url).toBe('http://i/')
  })
  test('one that was copied in chunks', () => {
    const head = 'POST http://h/\r\nTransfer-Encoding: chunked\r\n\r\n'
    expect(body(`${head}3;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n`)).toBe('abcde')
    expect(body(`${head}0\r\n\r\n`)).toBe('')
    expect(body(`${head}plain`)).toBe('plain')
  })
})

test.each([
  ['{"a": 1}', 'a.http:1: Expected a request line such as "GET https://example.com/ HTTP/1.1", got "{\\"a\\": 1}".'],
  ['\n\nGET / HTTP/1.1\n', 'a.http:3: Expected an absolute URL or a Host field, got only "/".'],
  ['GET http://{{host}}/\n', 'a.http:1: Expected a URL without variables'],
  ['CONNECT h:1 HTTP/1.1\n', 'a method other than CONNECT'],
  ['GET http://h/\nA: b\n c\n', 'a.http:3: Expected a header field, not a folded line'],
  ['GET http://h/ x HTTP/1.1\n', 'a.http:1: Expected a request line'],
  ['GET ftp://h/\n', 'a.http:1: Expected an http or https URL'],
])('%j is refused', (text, message) => {
  expect(() => read(text)).toThrow(message)
})

test('anything ends in a request or one clear error', () => {
  const piece = fc.constantFrom(
    'GET ',
    'http://h/',
    '/',
    ' HTTP/1.1',
    '\n',
    '\r\n',
    '###',
    '# c',
    'Host: h',
    'Content-Length: 3',
    ':',
    'é',
    '3\r\nabc',
  )
  fc.assert(
    fc.property(fc.array(piece), fc.integer({ min: 1, max: 3 }), (pieces, number) => {
      try {
        expect(read(pieces.join(''), number).url).toMatch(/^https?:/)
      } catch (error) {
        expect((error as Error).message).toMatch(/^a\.http(:\d+)?: Expected .* got /)
      }
    }),
  )
})
