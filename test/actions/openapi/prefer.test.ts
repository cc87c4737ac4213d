import { expect, test } from 'vitest'
import { wishesOf } from '../../../src/actions/openapi/prefer.ts'

test.each([
  [['Prefer', 'code=404'], { code: '404' }],
  [['prefer', 'code=404, example="a b"'], { code: '404', example: 'a b' }],
  [['Prefer', 'respond-async; example=x', 'Prefer', 'code=200'], { example: 'x', code: '200' }],
  [['Prefer', 'barcode=404'], {}],
  [[], {}],
])('%j', (fields, wishes) => expect(wishesOf(fields)).toEqual(wishes))
