import { expect, test } from 'vitest'
import { placed, unknownWord, wrong } from '../../../src/config/rules/wrong.ts'
import { MiddleboxError } from '../../../src/model/errors.ts'

test('complaints name the place, what was expected and what was found', () => {
  expect(wrong({ where: 'f:1:2', kind: 'scalar', value: 5 }, 'a text')).toMatchObject({
    code: 'rule_invalid',
    message: 'f:1:2: Expected a text, got 5.',
  })
})

test('an unknown word is answered with the nearest, or with all', () => {
  expect(unknownWord('f', 'a key', 'nmae', ['name', 'match'])).toMatchObject({
    message: 'f: Expected a key, got "nmae".',
    hint: 'Did you mean name?',
  })
  expect(unknownWord('f', 'a key', 'zzzzzz', ['name', 'match']).hint).toBe('Known are name, match.')
})

test('an error of a part gets the place, any other stays', () => {
  expect(placed('f:1', new MiddleboxError('filter_invalid', 'Bad.', 'hint'))).toMatchObject({
    code: 'filter_invalid',
    message: 'f:1: Bad.',
    hint: 'hint',
  })
  const error = new Error('x')
  expect(placed('f', error)).toBe(error)
})
