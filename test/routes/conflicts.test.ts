import { expect, test } from 'vitest'
import { checkConflicts } from '../../src/routes/conflicts.ts'
import { route } from '../support/reverse.ts'

const check =
  (...texts: string[]) =>
  () =>
    checkConflicts(texts.map((text) => route(text)))
const narrowed = (text: string, more: object) => ({ ...route(text), match: { ...route(text).match, ...more } })

test('routes beside each other are fine', () => {
  expect(check('1', '/api=2', 'api.test=3', 'api.test/api=4', '=/api=5', '~^/x=6', '~^/y=7')).not.toThrow()
})

test('two for the same requests are refused, with both places and the remedy', () => {
  expect(check('/api=1', '/api/=2')).toThrow(
    'route /api/=2: Expected a route that /api leaves requests to, got /api/, which is for the same requests (the other is at route /api=1).',
  )
  expect(check('3000', '3001')).toThrow(expect.objectContaining({ hint: expect.stringContaining('3000,3001') }))
})

test('conditions tell routes apart where no request can meet both', () => {
  const both = (a: object, b: object) => () => checkConflicts([narrowed('1', a), narrowed('2', b)])
  expect(both({ methods: ['GET'] }, { methods: ['POST'] })).not.toThrow()
  expect(both({ methods: ['GET'] }, { methods: ['GET', 'POST'] })).toThrow('same requests')
  expect(both({ methods: ['GET'] }, {})).not.toThrow()
  const beta = (equals?: string) => ({ headers: [{ name: 'x', ...(equals && { equals }) }] })
  expect(both(beta('1'), beta('2'))).not.toThrow()
  expect(both(beta('1'), beta())).toThrow('same requests')
  expect(both({ headers: [{ name: 'X-A', equals: '1' }] }, { headers: [{ name: 'x-a', equals: '2' }] })).not.toThrow()
})

test('a regular expression that finds everything leaves nothing to those after it', () => {
  expect(check('~.*=1', '/api=2')).toThrow('which no request can reach')
  expect(check('/api=2', '~^/=1')).toThrow('which takes every request from it')
  expect(check('~.*=1', '~x=2')).toThrow('no request can reach')
  expect(check('~x=2', '~.*=1')).not.toThrow()
  expect(check('~.*=1', '=/api=2')).not.toThrow()
  expect(check('~.*=1', 'api.test=2')).not.toThrow()
})
