import { expect, test } from 'vitest'
import { Refusal, badBody, json, missingField, nothing, refused, text } from '../../../src/api/toxiproxy/reply.ts'

test('answers', () => {
  expect(json({ a: 1 }, 201)).toEqual({ status: 201, type: 'application/json', body: '{"a":1}' })
  expect(text('x')).toEqual({ status: 200, type: 'text/plain; charset=utf-8', body: 'x' })
  expect(nothing).toEqual({ status: 204, body: '' })
})

test('errors have the shape that clients read', () => {
  const shape = { status: 404, type: 'application/json', body: '{"error":"proxy not found","status":404}\n' }
  expect(refused(new Refusal(404, 'proxy not found'))).toEqual(shape)
  expect(badBody('EOF').fields).toEqual({ error: 'bad request body: EOF', status: 400 })
  expect(missingField('name').fields).toEqual({ error: 'missing required field: name', status: 400 })
})
