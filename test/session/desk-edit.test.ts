import { expect, test } from 'vitest'
import type { Paused } from '../../src/model/paused.ts'
import { applyEdit } from '../../src/session/desk-edit.ts'
import { bytes, pausedRequest } from '../support/commands.ts'

const body = { data: bytes('old'), complete: true }
const paused: Paused = {
  id: 'p1',
  exchange: '1',
  at: 'request',
  since: 0,
  then: 'resume',
  rule: 'r',
  edited: false,
  request: { ...pausedRequest, body },
}

test('the changed part shows, the rest stays', () => {
  const edited = applyEdit(paused, { method: 'PUT', body: bytes('new') })
  expect(edited).toMatchObject({ edited: true, request: { method: 'PUT', url: pausedRequest.url } })
  expect(edited.request.body).toEqual({ data: bytes('new'), complete: true, plain: true })
  expect(paused.edited).toBe(false)
})

test('a message is its content', () => {
  const message = { direction: 'up', kind: 'text', data: bytes('a') } as const
  const waiting: Paused = { ...paused, at: 'message', message }
  expect(applyEdit(waiting, { body: bytes('b') }).message).toEqual({ ...message, data: bytes('b') })
  expect(applyEdit(waiting, {}).edited).toBe(false)
  expect(() => applyEdit(waiting, { status: 200 })).toThrow('Expected one of body for a paused message, got status.')
})

test('a body that is not here in full stays', () => {
  const cut = { ...paused, request: { ...paused.request, body: { data: bytes('part'), complete: false } } }
  expect(() => applyEdit(cut, { body: bytes('new') })).toThrow('got one of which the first 4 bytes are here')
  expect(applyEdit(cut, { method: 'PUT' }).request.body.complete).toBe(false)
})
