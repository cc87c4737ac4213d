import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseContentType } from '../../../src/content/media-type.ts'
import { chooseView, viewByName, views } from '../../../src/content/views/index.ts'
import { bytesOf } from '../../support/content.ts'

test('lists every view once, by a name of its own', () => {
  const files = readdirSync(new URL('../../../src/content/views', import.meta.url)).filter(
    (file) => file !== 'index.ts',
  )
  expect(views).toHaveLength(files.length)
  expect(new Set(views.map(({ name }) => name)).size).toBe(views.length)
  expect(viewByName('json')?.label).toBe('JSON')
  expect(viewByName('nothing')).toBeUndefined()
})

test.each([
  ['application/json', '{}', 'json'],
  ['application/json', '', 'json'],
  ['application/json', '<html><body>', 'html'],
  ['application/json', '{"query":"{ a }"}', 'graphql'],
  ['image/svg+xml', '<svg/>', 'xml'],
  ['text/html', 'x', 'html'],
  ['text/css', '', 'css'],
  ['application/javascript', '', 'javascript'],
  ['application/x-www-form-urlencoded', 'a=b', 'form'],
  ['multipart/mixed; boundary=x', '', 'multipart'],
  ['text/event-stream', '', 'events'],
  ['application/grpc', '', 'grpc'],
  ['application/x-protobuf', '', 'protobuf'],
  ['application/msgpack', '', 'msgpack'],
  ['application/cbor', '', 'cbor'],
  ['image/png', '\x89PNG\r\n\x1a\n' + '\0'.repeat(30), 'image'],
  ['image/png', '<html>', 'html'],
  ['text/plain', 'hello', 'text'],
  ['text/plain', '{"a":1}', 'json'],
  ['', 'hello', 'text'],
  ['', 'a\0b', 'hex'],
  ['application/octet-stream', '\0\x01', 'hex'],
  ['text/plain', 'a\0b', 'text'],
])('%s %j is %s', (type, content, name) => {
  const bytes = content.startsWith('\x89')
    ? Uint8Array.from(content, (character) => character.charCodeAt(0))
    : bytesOf(content)
  expect(chooseView(parseContentType(type), bytes).name).toBe(name)
})
