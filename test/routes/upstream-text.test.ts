import { expect, test } from 'vitest'
import { parseUpstream } from '../../src/routes/upstream-text.ts'

test.each([
  ['3000', 'http://localhost:3000'],
  ['localhost:3000', 'http://localhost:3000'],
  ['Api.test', 'http://api.test'],
  ['http://h:1', 'http://h:1'],
  ['https://h', 'https://h'],
  ['[::1]:8080', 'http://[::1]:8080'],
  ['h2c://h:50051', 'h2c://h:50051'],
  ['http://h:1/v1', 'http://h:1/v1'],
])('%s', (text, url) => expect(parseUpstream(text)?.url).toBe(url))

test('h2c is HTTP/2 without TLS; a path takes the place of what was matched', () => {
  expect(parseUpstream('h2c://h:1')).toMatchObject({ scheme: 'http', protocol: 'h2' })
  expect(parseUpstream('https://h/v1')).toMatchObject({ scheme: 'https', port: 443, path: '/v1', protocol: 'auto' })
  expect(parseUpstream('3000')).not.toHaveProperty('path')
})

test.each(['', '0', '70000', 'ftp://h', 'http://', 'h:x', 'http://h/?a', 'a b', 'http://u:p@h'])('none: %s', (text) =>
  expect(parseUpstream(text)).toBeUndefined(),
)
