import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { ApiError, sendError, sendJson } from '../../src/api/errors.ts'
import { MiddleboxError } from '../../src/model/errors.ts'

function response(headersSent = false) {
  const told = { status: 0, headers: {} as Record<string, unknown>, body: '', destroyed: false }
  const fake = {
    headersSent,
    destroyed: false,
    setHeader: (name: string, value: string) => void (told.headers[name] = value),
    writeHead(status: number, headers: object) {
      told.status = status
      Object.assign(told.headers, headers)
    },
    end: (body: string) => void (told.body = body),
    destroy: () => void (told.destroyed = true),
  }
  return { told, fake: fake as unknown as ServerResponse }
}

test.each([
  [new MiddleboxError('usage', 'No.', 'Do.'), 400, { code: 'usage', message: 'No.', hint: 'Do.' }],
  [new MiddleboxError('not_found', 'No.', 'Do.'), 404, { code: 'not_found' }],
  [new MiddleboxError('api_refused', 'No.', 'Do.'), 403, { code: 'api_refused' }],
  [new MiddleboxError('ca_invalid', 'No.', 'Do.'), 500, { code: 'ca_invalid' }],
  [new ApiError(413, 'Too much.', 'Less.'), 413, { code: 'usage', message: 'Too much.', hint: 'Less.' }],
  [new ApiError(404, 'None.', 'There.'), 404, { code: 'not_found' }],
  [new Error('broken'), 500, { code: 'internal', message: 'broken' }],
  ['thrown', 500, { code: 'internal', message: 'thrown' }],
])('%s is %i', (error, status, described) => {
  const { told, fake } = response()
  sendError(fake, error)
  expect(told.status).toBe(status)
  expect(JSON.parse(told.body)).toMatchObject({ error: described })
  expect(Number(told.headers['Content-Length'])).toBe(Buffer.byteLength(told.body))
})

test('what kind of right is missing, and which method is there', () => {
  const one = response()
  sendError(one.fake, new MiddleboxError('unauthorized', 'No.'))
  expect(one.told.headers).toMatchObject({ 'WWW-Authenticate': 'Bearer' })
  const other = response()
  sendError(other.fake, new ApiError(405, 'No.', 'Do.', 'POST'))
  expect(other.told.headers).toMatchObject({ Allow: 'POST' })
})

test('half an answer is broken off', () => {
  const { told, fake } = response(true)
  sendError(fake, new Error('late'))
  expect(told).toMatchObject({ status: 0, destroyed: true })
})

test('nothing is null', () => {
  const { told, fake } = response()
  sendJson(fake, 200, undefined)
  expect(told.body).toBe('null\n')
})
