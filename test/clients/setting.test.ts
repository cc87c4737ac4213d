import { expect, test } from 'vitest'
import { firstOf, fromHome, isOwn, lookUp, placeOf, told } from '../../src/clients/setting.ts'

test('a config’s setting is looked up before the variables; only an empty variable counts as unset', () => {
  const own = { 'x proxy': { name: 'proxy', value: '', place: '~/.x:1' } }
  expect(lookUp('a', { a: '' }, {})).toBeUndefined()
  expect(lookUp('a', { a: '1' }, {})).toEqual({ name: 'a', value: '1' })
  expect(firstOf(['a', 'x proxy', 'b'], { a: '', b: '1' }, own)).toBe(own['x proxy'])
  expect(firstOf(['a', 'b'], { a: '', b: '1' }, own)).toEqual({ name: 'b', value: '1' })
  expect(firstOf(['a'], {}, own)).toBeUndefined()
})

test('names with a blank are those of configs', () => {
  expect(isOwn('git http.proxy')).toBe(true)
  expect(isOwn('https_proxy')).toBe(false)
})

test('places are told short', () => {
  expect(placeOf('/home/me/.x', 3, '/home/me')).toBe('~/.x:3')
  expect(placeOf('/home/meg/.x', undefined, '/home/me')).toBe('/home/meg/.x')
  expect(told({ name: 'proxy', place: '~/.x:3' })).toBe('proxy in ~/.x:3')
  expect(told({ name: 'http_proxy' })).toBe('http_proxy')
})

test('~/ is the home, ~name is not', () => {
  expect(fromHome('~/ca.pem', '/h')).toBe('/h/ca.pem')
  expect(fromHome('~me/ca.pem', '/h')).toBe('~me/ca.pem')
})
