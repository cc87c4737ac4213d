import { expect, test } from 'vitest'
import { contentTypeOf } from '../../src/kit/content-type.ts'

test.each([
  ['/a/b.html', 'text/html; charset=utf-8'],
  ['b.json', 'application/json'],
  ['b.js', 'text/javascript; charset=utf-8'],
  ['b.png', 'image/png'],
  ['b.unheard', 'application/octet-stream'],
  ['README', 'application/octet-stream'],
])('%s is %s', (path, type) => expect(contentTypeOf(path)).toBe(type))
