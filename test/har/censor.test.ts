import { expect, test } from 'vitest'
import { createCensor } from '../../src/har/censor.ts'
import { createRedactor } from '../../src/kit/redact.ts'

test('remembers where it found something, once each', () => {
  const censor = createCensor(createRedactor())
  expect(censor.field('Authorization', 'Bearer x')).toBe('Bearer {{secret:authorization-1}}')
  censor.field('authorization', 'Bearer y')
  censor.field('Accept', '*/*')
  expect(censor.text('http://a/?token=x', 'url')).toContain('{{secret:')
  expect(censor.body('{"password":"x"}', 'application/json', 'request body')).toContain('{{secret:')
  censor.body('x', '', 'response body')
  expect(censor.places).toEqual(['authorization', 'url', 'request body'])
})

test('without a redactor everything stays', () => {
  const censor = createCensor(undefined)
  expect(censor.field('Cookie', 'a=b') + censor.text('?token=x', '') + censor.body('{"password":"x"}', '', '')).toBe(
    'a=b?token=x{"password":"x"}',
  )
  expect(censor.places).toEqual([])
})
