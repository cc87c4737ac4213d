import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sniff } from '../../src/engine/sniff.ts'

const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'
const bytes = (text: string) => Buffer.from(text, 'latin1')

describe('inside a tunnel', () => {
  test.each([
    ['\x16\x03\x01', 'tls'],
    ['\x16\x03', 'tls'],
    ['\x16', 'more'],
    ['\x16\x04', 'opaque'],
    [preface, 'h2'],
    [`${preface}\0\0`, 'h2'],
    ['PRI * HTTP/2.0\r\n\r\nSM', 'more'],
    ['PRI * HTTP/2.0\r\n\r\nXX', 'http1'],
    ['GET / HTTP/1.1', 'http1'],
    ['\r\nGET / HTTP/1.1', 'http1'],
    ['\nGET /', 'http1'],
    ['M-SEARCH * HTTP/1.1', 'http1'],
    ['OPTIONS *', 'http1'],
    ['CONNECT a:1', 'http1'],
    ['GET http://a', 'http1'],
    ['GET HTTPS://a', 'http1'],
    ['GET', 'more'],
    ['GET ', 'more'],
    ['GET ht', 'more'],
    ['P', 'more'],
    ['\r', 'more'],
    ['\r\n', 'more'],
    ['', 'more'],
    ['GET\r\n', 'opaque'],
    ['GET \r\n', 'opaque'],
    ['GET ht\r\n', 'opaque'],
    ['EHLO mail.test\r\n', 'opaque'],
    ['PING\r\n', 'opaque'],
    ['NICK a\r\n', 'opaque'],
    ['get / HTTP/1.1', 'opaque'],
    ['SSH-2.0-x', 'opaque'],
    [`${'A'.repeat(20)} /`, 'http1'],
    [`${'A'.repeat(21)} /`, 'opaque'],
    ['\r\r', 'opaque'],
    ['\0', 'opaque'],
    ['\x05\x01\0', 'opaque'],
  ])('%j is %s', (text, expected) => {
    expect(sniff(bytes(text), false)).toBe(expected)
  })
})

describe('on our own port', () => {
  test.each([
    ['\x05\x01\0', 'socks'],
    ['\x04\x01', 'socks'],
    ['\x16\x03\x01', 'tls'],
    ['\x16\x00', 'http1'],
    [preface, 'h2'],
    ['PR', 'more'],
    ['PUT / HTTP/1.1', 'http1'],
    ['nonsense', 'http1'],
    ['\0', 'http1'],
  ])('%j is %s', (text, expected) => {
    expect(sniff(bytes(text), true)).toBe(expected)
  })
})

test('more bytes only ever settle what was open, and with 64 bytes nothing is', () => {
  const start = fc.oneof(
    fc.constantFrom(
      preface,
      'GET http://a.test/ HTTP/1.1\r\n',
      'POST /x HTTP/1.1',
      '\r\nGET / ',
      'GET https\r\n',
      'GET \r\nA',
      'CONNECT ',
      'EHLO a\r\n',
      '\x16\x03\x01',
      'AAAAAAAAAAAAAAAAAAAAAAAAA',
    ),
    fc.string({
      unit: fc.constantFrom('G', 'E', 'T', ' ', '/', 'h', 't', 'p', 's', ':', '\r', '\n', '-', 'P', 'R', 'I', '*'),
      maxLength: 30,
    }),
  )
  fc.assert(
    fc.property(start, fc.boolean(), (text, own) => {
      const padded = `${text}${'x'.repeat(64)}`
      const last = sniff(bytes(padded), own)
      expect(last).not.toBe('more')
      for (let size = 0; size < padded.length; size++) {
        const now = sniff(bytes(padded.slice(0, size)), own)
        if (now !== 'more') expect([size, now]).toEqual([size, last])
      }
    }),
    { numRuns: 300 },
  )
})
