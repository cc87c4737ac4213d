import { describe, expect, test } from 'vitest'
import { parseRequestHead, parseResponseHead, parseTrailers } from '../../../src/engine/http1/head.ts'
import { Malformed } from '../../../src/engine/http1/malformed.ts'
import { limits } from '../../support/read-messages.ts'

const request = (text: string) => parseRequestHead(text, limits)
const response = (text: string) => parseResponseHead(text, limits)

function refusal(run: () => unknown): Malformed {
  try {
    run()
  } catch (error) {
    if (error instanceof Malformed) return error
    throw error
  }
  throw new Error('it was accepted')
}

describe('a request head', () => {
  test('keeps order, case, duplicates and bytes; white space around values goes', () => {
    const text =
      "GeT /a?b=c&&#d HTTP/1.1\r\nHoSt: a\r\nx-A:\t b  c \t\r\nX-a:\r\nX-Latin:caf\xe9\r\n!#$%&'*+-.^_`|~9: :\r\n\r\n"
    const head = request(text)
    expect(head).toMatchObject({ method: 'GeT', target: '/a?b=c&&#d', version: '1.1', raw: text })
    expect(head.fields).toEqual(['HoSt', 'a', 'x-A', 'b  c', 'X-a', '', 'X-Latin', 'caf\xe9', "!#$%&'*+-.^_`|~9", ':'])
  })

  test.each(['/', '*', 'a.test:443', 'http://a.test/', '/caf\xe9', '/"<>\\^`{|}'])(
    'takes the target %s as it is',
    (target) => {
      expect(request(`GET ${target} HTTP/1.0\r\n\r\n`)).toMatchObject({ target, version: '1.0', fields: [] })
    },
  )

  test.each([
    ['', 'Expected a method and a space, got the end at byte 0'],
    ['\r\n\r\n', 'Expected a method and a space, got the end of the line at byte 0'],
    ['\nGET / HTTP/1.1\r\n\r\n', 'Expected a method and a space, got a bare LF at byte 0'],
    [' GET / HTTP/1.1\r\n\r\n', 'Expected a method and a space, got 0x20 at byte 0'],
    ['G\xcbT / HTTP/1.1\r\n\r\n', 'Expected a method and a space, got 0xcb at byte 1'],
    ['GET\t/ HTTP/1.1\r\n\r\n', 'Expected a method and a space, got 0x09 at byte 3'],
    ['GET:/ HTTP/1.1\r\n\r\n', 'Expected a method and a space, got ":" at byte 3'],
    ['GET  / HTTP/1.1\r\n\r\n', 'Expected a request target and a space, got 0x20 at byte 4'],
    ['GET /\0 HTTP/1.1\r\n\r\n', 'Expected a request target and a space, got 0x00 at byte 5'],
    ['GET /\t HTTP/1.1\r\n\r\n', 'Expected a request target and a space, got 0x09 at byte 5'],
    ['GET /\x7f HTTP/1.1\r\n\r\n', 'Expected a request target and a space, got 0x7f at byte 5'],
    ['GET /\r\n\r\n', 'Expected a request target and a space, got the end of the line at byte 5'],
    ['GET / b HTTP/1.1\r\n\r\n', 'Expected HTTP/1.1 or HTTP/1.0, got "b HTTP/1.1"'],
    ['GET /  HTTP/1.1\r\n\r\n', 'Expected HTTP/1.1 or HTTP/1.0, got " HTTP/1.1\\r"'],
    ['GET / HTTP/1.2\r\n\r\n', 'Expected HTTP/1.1 or HTTP/1.0, got "HTTP/1.2\\r\\n"'],
    ['GET / HTTP/2.0\r\n\r\n', 'Expected HTTP/1.1 or HTTP/1.0, got "HTTP/2.0\\r\\n"'],
    ['GET / HTTP/0.9\r\n\r\n', 'Expected HTTP/1.1 or HTTP/1.0, got "HTTP/0.9\\r\\n"'],
    ['GET / http/1.1\r\n\r\n', 'Expected HTTP/1.1 or HTTP/1.0, got "http/1.1\\r\\n"'],
    ['GET / HTTP/1.10\r\n\r\n', 'Expected CRLF, got "0" at byte 14'],
    ['GET / HTTP/1.1 \r\n\r\n', 'Expected CRLF, got 0x20 at byte 14'],
    ['GET / HTTP/1.1\r\r\n\r\n', 'Expected CRLF, got a bare CR at byte 14'],
    ['CONNECT a:1 HTTP/1.1\r\nContent-Length: 5\r\n\r\n', 'Expected a CONNECT request without a body, got one'],
    [
      'CONNECT a:1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n',
      'Expected a CONNECT request without a body, got one',
    ],
  ])('%j is refused', (text, message) => {
    expect(refusal(() => request(text)).message).toBe(message)
  })

  test('CONNECT may say that it has no body', () => {
    expect(request('CONNECT a:1 HTTP/1.1\r\nContent-Length: 0\r\n\r\n').method).toBe('CONNECT')
  })

  test('a target over the limit has its own status', () => {
    const error = refusal(() => parseRequestHead('GET /12345 HTTP/1.1\r\n\r\n', { ...limits, targetBytes: 5 }))
    expect([error.message, error.limit]).toEqual(['Expected a target of at most 5 bytes, got 6', 'target_too_long'])
    expect(parseRequestHead('GET /1234 HTTP/1.1\r\n\r\n', { ...limits, targetBytes: 5 }).target).toBe('/1234')
  })
})

describe('field lines', () => {
  test.each([
    ['A : 1\r\n', 'Expected a colon right after the field name "A", got white space', false],
    ['A\t: 1\r\n', 'Expected a colon right after the field name "A", got white space', false],
    [': 1\r\n', 'Expected a field name before the colon, got none', false],
    ['A\r\n', 'Expected a field name and a colon, got the end of the line at byte 17', false],
    ['A\xe9: 1\r\n', 'Expected a field name and a colon, got 0xe9 at byte 17', false],
    ['A(b): 1\r\n', 'Expected a field name and a colon, got "(" at byte 17', false],
    ['"A": 1\r\n', 'Expected a field name and a colon, got """ at byte 16', false],
    ['\0A: 1\r\n', 'Expected a field name and a colon, got 0x00 at byte 16', false],
    ['A: 1\0\r\n', 'Expected a field value for A ended by CRLF, got 0x00 at byte 20', false],
    ['A: 1\x0b\r\n', 'Expected a field value for A ended by CRLF, got 0x0b at byte 20', false],
    ['A: 1\x0c\r\n', 'Expected a field value for A ended by CRLF, got 0x0c at byte 20', false],
    ['A: 1\x7f\r\n', 'Expected a field value for A ended by CRLF, got 0x7f at byte 20', false],
    ['A: 1\rB: 2\r\n', 'Expected a field value for A ended by CRLF, got a bare CR at byte 20', false],
    ['A: 1\r\r\n', 'Expected a field value for A ended by CRLF, got a bare CR at byte 20', false],
    ['A: 1\nB: 2\r\n', 'Expected a field value for A ended by CRLF, got a bare LF at byte 20', true],
    ['A: 1\r\n b\r\n', 'Expected a field name, not a folded line (obs-fold), got 0x20 at byte 22', true],
    ['A: 1\r\n\tb\r\n', 'Expected a field name, not a folded line (obs-fold), got 0x09 at byte 22', true],
    ['A: 1\r\n\n', 'Expected a field name and a colon, got a bare LF at byte 22', true],
    ['A: 1\r\n\rB: 2\r\n', 'Expected CRLF, got a bare CR at byte 22', false],
  ])('%j is refused', (lines, message, repairable) => {
    const error = refusal(() => request(`GET / HTTP/1.1\r\n${lines}\r\n`))
    expect([error.message, error.repairable]).toEqual([message, repairable])
  })

  test('more than the limit have their own status', () => {
    const some = { ...limits, fieldCount: 2 }
    expect(parseRequestHead('GET / HTTP/1.1\r\nA: 1\r\nB: 2\r\n\r\n', some).fields).toHaveLength(4)
    const error = refusal(() => parseRequestHead('GET / HTTP/1.1\r\nA: 1\r\nB: 2\r\nC: 3\r\n\r\n', some))
    expect([error.message, error.limit]).toEqual(['Expected at most 2 field lines, got more', 'head_too_large'])
  })

  test('trailers are field lines without a start line', () => {
    expect(parseTrailers('\r\n', 2)).toEqual([])
    expect(parseTrailers('A: 1\r\na:2 \r\n\r\n', 2)).toEqual(['A', '1', 'a', '2'])
    expect(refusal(() => parseTrailers('A: 1\r\nB: 2\r\nC: 3\r\n\r\n', 2)).message).toBe(
      'Expected at most 2 field lines, got more',
    )
  })
})

describe('a response head', () => {
  test.each([
    ['HTTP/1.1 200 OK\r\n\r\n', 200, 'OK', '1.1'],
    ['HTTP/1.0 404  Not  here \r\n\r\n', 404, ' Not  here ', '1.0'],
    ['HTTP/1.1 204 \r\n\r\n', 204, '', '1.1'],
    ['HTTP/1.1 299\r\n\r\n', 299, '', '1.1'],
    ['HTTP/1.1 999 caf\xe9\t!\r\n\r\n', 999, 'caf\xe9\t!', '1.1'],
  ])('%j', (text, status, reason, version) => {
    expect(response(text)).toMatchObject({ status, reason, version, raw: text, fields: [] })
  })

  test.each([
    ['HTTP/1.1  200 OK\r\n\r\n', 'Expected a status of three digits, got 0x20 at byte 9'],
    ['HTTP/1.1\t200 OK\r\n\r\n', 'Expected a space after the version, got 0x09 at byte 8'],
    ['HTTP/1.1 20 OK\r\n\r\n', 'Expected a status of three digits, got 0x20 at byte 11'],
    ['HTTP/1.1 2000 OK\r\n\r\n', 'Expected CRLF, got "0" at byte 12'],
    ['HTTP/1.1 200OK\r\n\r\n', 'Expected CRLF, got "O" at byte 12'],
    ['HTTP/1.1 +20 OK\r\n\r\n', 'Expected a status of three digits, got "+" at byte 9'],
    ['HTTP/1.1 099 OK\r\n\r\n', 'Expected a status from 100 to 999, got 099'],
    ['HTTP/1.1 200 O\0K\r\n\r\n', 'Expected CRLF, got 0x00 at byte 14'],
    ['HTTP/1.1 200 O\rK\r\n\r\n', 'Expected CRLF, got a bare CR at byte 14'],
    ['ICY 200 OK\r\n\r\n', 'Expected HTTP/1.1 or HTTP/1.0, got "ICY 200 OK"'],
    ['HTTP/2 200\r\n\r\n', 'Expected HTTP/1.1 or HTTP/1.0, got "HTTP/2 200"'],
    ['<html>', 'Expected HTTP/1.1 or HTTP/1.0, got "<html>"'],
  ])('%j is refused', (text, message) => {
    expect(refusal(() => response(text)).message).toBe(message)
  })
})
