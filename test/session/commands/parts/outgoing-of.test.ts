import { expect, test } from 'vitest'
import { outgoingOf } from '../../../../src/session/commands/parts/outgoing-of.ts'
import { bodyOf, emptyBody, endEvent, requestEvent, requestHead } from '../../../support/events.ts'
import { commandBench } from '../../../support/commands.ts'

const given = (change: Parameters<typeof requestEvent>[1], body = emptyBody) => {
  const { store, emit } = commandBench(0)
  emit(requestEvent('x', change))
  emit(endEvent('x', { requestBody: body }))
  return store.get('x')!
}

test('as it was, without what was for the proxy', () => {
  const head = requestHead({ method: 'POST', fields: ['Host', 'a.test', 'Proxy-Connection', 'close', 'X', 'y'] })
  expect(outgoingOf(given({ head, url: 'http://a.test/' }, bodyOf('hi')))).toEqual({
    method: 'POST',
    url: 'http://a.test/',
    fields: ['Host', 'a.test', 'X', 'y'],
    body: new TextEncoder().encode('hi'),
    replayOf: 'x',
  })
})

test('of HTTP/2: the authority is Host, and cookies stand in one field', () => {
  const head = requestHead({ version: '2', authority: 'a.test', fields: ['cookie', 'a=1', 'x', 'y', 'cookie', 'b=2'] })
  expect(outgoingOf(given({ head })).fields).toEqual(['Host', 'a.test', 'x', 'y', 'cookie', 'a=1; b=2'])
})

test('what came to a reverse site goes there again', () => {
  expect(outgoingOf(given({ mode: 'reverse', site: 1 }))).toMatchObject({ site: 1 })
  expect(outgoingOf(given({}))).not.toHaveProperty('site')
})

test('not without its body, and not a CONNECT', () => {
  expect(() => outgoingOf(given({}, { ...bodyOf('hi'), size: 5 }))).toThrow('got 2 of 5 bytes')
  const head = requestHead({ fields: ['content-length', '9'] })
  expect(() => outgoingOf(given({ head }, bodyOf('hi')))).toThrow('came in full, got 2 of 9 bytes')
  expect(() => outgoingOf(given({ kind: 'connect' }))).toThrow('got a CONNECT')
})
