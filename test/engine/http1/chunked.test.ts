import { describe, expect, test } from 'vitest'
import { ChunkedDecoder } from '../../../src/engine/http1/chunked.ts'
import { inPieces } from '../../support/read-messages.ts'

function decode(text: string, size = text.length): { data: string; trailers?: readonly string[]; rest?: string } {
  const seen: { data: string; trailers?: readonly string[]; rest?: string } = { data: '' }
  let ended = false
  const decoder = new ChunkedDecoder(
    {
      chunkData: (data) => void (seen.data += data.toString('latin1')),
      chunkEnd(trailers) {
        ended = true
        if (trailers !== undefined) seen.trailers = trailers
      },
    },
    3,
  )
  let rest = ''
  for (const piece of inPieces(text, size)) {
    if (ended) rest += piece.toString('latin1')
    else {
      const end = decoder.feed(piece, 0)
      if (end >= 0) rest += piece.toString('latin1', end)
    }
  }
  if (ended) seen.rest = rest
  return seen
}

const extension = 'Expected CRLF or ";" and an extension after the chunk size, got'

describe.each([1, 2, 3, 1000])('in pieces of %d', (size) => {
  test.each([
    ['0\r\n\r\n', { data: '', rest: '' }],
    ['5\r\nhello\r\n0\r\n\r\nGET', { data: 'hello', rest: 'GET' }],
    ['1\r\n\r\r\n2\r\n\r\n\r\n0\r\n\r\n', { data: '\r\r\n', rest: '' }],
    ['00A\r\n0123456789\r\n000\r\n\r\n', { data: '0123456789', rest: '' }],
    [
      'a\r\n0123456789\r\n0\r\nX: 1\r\nx:2 \r\n\r\n\r\n',
      { data: '0123456789', trailers: ['X', '1', 'x', '2'], rest: '\r\n' },
    ],
    ['1;a;b=c ; d="e;f"\r\nx\r\n0 ;z="\\""\r\n\r\n', { data: 'x', rest: '' }],
    ['1\t;a\t=\tb\r\nx\r\n0;a="\xff"\r\n\r\n', { data: 'x', rest: '' }],
    ['5\r\nhel', { data: 'hel' }],
    ['5\r\nhello\r\n0\r\nX: 1\r\n', { data: 'hello' }],
  ])('%j', (text, expected) => {
    expect(decode(text, size)).toEqual(expected)
  })

  test.each([
    ['\r\n', 'Expected a chunk size in hex, got "\\r"'],
    ['g\r\n', 'Expected a chunk size in hex, got "g\\r"'],
    [' 5\r\n', 'Expected a chunk size in hex, got " 5\\r"'],
    ['-1\r\n', 'Expected a chunk size in hex, got "-1\\r"'],
    ['+5\r\n', 'Expected a chunk size in hex, got "+5\\r"'],
    ['0x5\r\n', `${extension} "x5"`],
    ['5 \r\n', `${extension} " "`],
    ['5 5\r\n', `${extension} " 5"`],
    ['5,\r\n', `${extension} ","`],
    ['5;\r\n', `${extension} ";"`],
    ['5;a \r\n', `${extension} ";a "`],
    ['5;"\r\n', `${extension} ";\\""`],
    ['5;a="\r\n', `${extension} ";a=\\""`],
    ['5;a=\r\n', `${extension} ";a="`],
    ['5;\xe9\r\n', `${extension} ";\xe9"`],
    ['5\x0b\r\n', `${extension} "\\u000b"`],
    ['\xb2\r\n', 'Expected a chunk size in hex, got "\xb2\\r"'],
    ['5\n', 'Expected CRLF after the chunk size, got a bare LF'],
    ['5;a\n', 'Expected CRLF after the chunk size, got a bare LF'],
    ['5;a\rb\r\n', `${extension} ";a\\rb"`],
    ['5;\0\r\n', `${extension} ";\\u0000"`],
    ['5;\x7f\r\n', `${extension} ";\x7f"`],
    ['10000000000000\r\n', 'Expected a chunk size of at most 13 hex digits, got more'],
    ['FFFFFFFFFFFFFFFF1\r\n', 'Expected a chunk size of at most 13 hex digits, got more'],
    ['1\r\nxyz', "Expected CRLF after the chunk's data, got 0x79"],
    ['1\r\nx\n', "Expected CRLF after the chunk's data, got 0x0a"],
    ['1\r\nx\rz', "Expected CRLF after the chunk's data, got 0x7a"],
    ['0\r\nX: 1\n\n', 'Expected CRLF after a trailer line, got a bare LF'],
    ['0\r\n\n', 'Expected CRLF after a trailer line, got a bare LF'],
    ['0\r\nX : 1\r\n\r\n', 'Expected a colon right after the field name "X", got white space'],
    ['0\r\n X: 1\r\n\r\n', 'Expected a field name, not a folded line (obs-fold), got 0x20 at byte 0'],
    ['0\r\nContent-Length: 5\r\n\r\n', 'Expected trailers without Content-Length, got one'],
    ['0\r\ntransfer-encoding: chunked\r\n\r\n', 'Expected trailers without Transfer-Encoding, got one'],
    ['0\r\nA: 1\r\nB: 1\r\nC: 1\r\nD: 1\r\n\r\n', 'Expected at most 3 field lines, got more'],
    [`1;${'a'.repeat(4096)}\r\n`, 'Expected a chunk size line of at most 4096 bytes, got more'],
  ])('%j is refused', (text, message) => {
    expect(() => decode(text, size)).toThrow(message)
  })
})

test('trailers have a size limit, however they come', () => {
  const text = `0\r\nX: ${'a'.repeat(65_536)}\r\n\r\n`
  const message = 'Expected trailers of at most 65536 bytes, got more'
  expect(() => decode(text)).toThrow(message)
  expect(() => decode(text, 1000)).toThrow(message)
})

test('a decoder serves one message after another', () => {
  const seen: string[] = []
  const decoder = new ChunkedDecoder(
    { chunkData: (data) => void seen.push(data.toString()), chunkEnd: () => void seen.push('end') },
    3,
  )
  const bytes = Buffer.from('1\r\na\r\n0\r\n\r\n1\r\nb\r\n0\r\n\r\n')
  const middle = decoder.feed(bytes, 0)
  expect(middle).toBe(11)
  expect(decoder.feed(bytes, middle)).toBe(22)
  expect(seen).toEqual(['a', 'end', 'b', 'end'])
})
