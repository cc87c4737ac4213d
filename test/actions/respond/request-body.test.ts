import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readRequestBody } from '../../../src/actions/respond/request-body.ts'
import { BytesBody } from '../../../src/kit/body.ts'
import { requestOf, toolsOf } from '../../support/rules.ts'

const { tools } = toolsOf()

test('the body, its coding undone', async () => {
  expect((await readRequestBody(requestOf({ body: 'abc' }), tools)).toString()).toBe('abc')
  const coded = requestOf({ body: new BytesBody(gzipSync('abc')), fields: ['Content-Encoding', 'gzip'] })
  expect((await readRequestBody(coded, tools)).toString()).toBe('abc')
})

test('one that was read is empty', async () => {
  const request = requestOf({ body: 'abc' })
  request.body.cancel()
  expect(await readRequestBody(request, tools)).toHaveLength(0)
})
