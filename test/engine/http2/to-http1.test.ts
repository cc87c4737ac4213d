import { expect, test } from 'vitest'
import { toHttp1Request } from '../../../src/engine/http2/to-http1.ts'
import { emptyBody } from '../../../src/kit/body.ts'
import type { Request } from '../../../src/model/message.ts'

function request(fields: string[]): Request {
  return {
    head: { method: 'GET', target: '/', version: '2', fields },
    target: { scheme: 'http', host: 'a', port: 80, path: '/', protocol: 'auto' },
    body: emptyBody(),
    patches: [{ op: 'add', index: 0, name: 'x', value: '1', cause: 'edit' }],
  }
}

test('a request that HTTP/1 says in the same way is the same object', () => {
  const given = request(['cookie', 'a=1', 'accept', '*/*'])
  expect(toHttp1Request(given)).toBe(given)
})

test('cookies become one field, noted after what was noted before', () => {
  const { head, patches } = toHttp1Request(request(['cookie', 'a=1', 'cookie', 'b=2']))
  expect(head.fields).toEqual(['cookie', 'a=1; b=2'])
  expect(patches.map(({ op, cause }) => `${op} ${cause}`)).toEqual(['add edit', 'set h1-h2', 'remove h1-h2'])
})
