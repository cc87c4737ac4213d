import { describe, expect, test } from 'vitest'
import { readHarRequest } from '../../src/formats/har-request.ts'

const har = (...requests: unknown[]) => JSON.stringify({ log: { entries: requests.map((request) => ({ request })) } })
const read = (request: unknown) => readHarRequest(har(request), 1, 'a.har')
const get = { method: 'GET', url: 'https://h.test/p?q#f', headers: [] }

test('as Chrome saves h2: pseudo fields gone, Host made of them', () => {
  const headers = [
    { name: ':authority', value: 'h.test' },
    { name: ':method', value: 'GET' },
    { name: 'accept', value: '*/*' },
    { name: 'x-é'.slice(0, 2) + 'a', value: 'é' },
  ]
  expect(read({ ...get, httpVersion: 'http/2.0', headers })).toEqual({
    request: {
      method: 'GET',
      url: 'https://h.test/p?q',
      fields: ['Host', 'h.test', 'accept', '*/*', 'x-a', '\xc3\xa9'],
      protocol: 'auto',
    },
  })
})

test('HTTP/1.1 is spoken again, Host stays in its place, pairs are fields too', () => {
  const { request } = read({
    ...get,
    httpVersion: 'HTTP/1.1',
    headers: [
      ['A', '1'],
      ['host', 'x'],
      ['A', '2'],
    ],
  })
  expect(request).toMatchObject({ protocol: 'http/1.1', fields: ['A', '1', 'host', 'x', 'A', '2'] })
})

describe('bodies', () => {
  const body = (more: object) =>
    Buffer.from(read({ ...get, method: 'POST', ...more }).request.body ?? []).toString('latin1')
  test.each([
    [{ postData: { text: 'é' } }, '\xc3\xa9'],
    [{ postData: { text: '/w==', encoding: 'base64' } }, '\xff'],
    [{ postData: { text: '', params: [{ name: 'a b', value: '&' }, { name: 'c' }] } }, 'a+b=%26&c='],
    [{ postData: { params: [] } }, ''],
    [{ _content: { text: '/w==', encoding: 'base64', size: 1 }, postData: { text: '?' } }, '\xff'],
  ])('%j', (more, expected) => {
    expect(body(more)).toBe(expected)
  })
  test('one that was not recorded is said', () => {
    const { request, note } = read({ ...get, method: 'POST', headers: [{ name: 'content-length', value: '9' }] })
    expect(request.fields).toEqual(['Host', 'h.test', 'Content-Length', '0'])
    expect(note).toBe('a.har#1 was recorded without its body and is sent with none')
  })
})

test('the entry that was asked for, after a byte order mark', () => {
  const text = `\ufeff${har(get, { ...get, url: 'wss://two/' })}`
  expect(readHarRequest(text, 2, 'a.har').request.url).toBe('https://two/')
  expect(() => readHarRequest(text, 3, 'a.har')).toThrow('a.har: Expected entry 3, got 2 entries.')
})

test.each([
  ['{"log":\n {x}}', 'a.har:2:3: Expected the JSON of a HAR file, got '],
  ['{', 'a.har:1:2: Expected the JSON'],
  ['{}', 'a.har: Expected a HAR file with log.entries, got none.'],
  [har({ url: 'http://h/' }), 'a.har#1: Expected request.method and request.url'],
  [har({ ...get, url: 'x:y' }), 'a.har#1: Expected a URL'],
  [har({ ...get, headers: [{ name: 'a b', value: '1' }] }), 'a.har#1: Expected a valid header field, got "a b: 1"'],
  [har({ ...get, headers: [{ value: '1' }] }), 'headers with a name'],
  [har({ ...get, headers: [{ name: 'a', value: 'b\nc: d' }] }), 'a valid header field'],
])('%s is refused', (text, message) => {
  expect(() => readHarRequest(text, 1, 'a.har')).toThrow(message)
})
