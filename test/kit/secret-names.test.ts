import { expect, test } from 'vitest'
import { secretFields, secretParameters } from '../../src/kit/secret-names.ts'

test('names are written as they are looked up', () => {
  for (const name of secretFields) expect(name).toMatch(/^[a-z0-9-]+$/)
  for (const name of secretParameters) expect(name).toMatch(/^[a-z0-9]+$/)
})

test('what everybody sends secrets in is there', () => {
  expect(['authorization', 'proxy-authorization', 'x-api-key'].every((name) => secretFields.has(name))).toBe(true)
  expect(['token', 'apikey', 'accesstoken', 'password', 'signature'].every((name) => secretParameters.has(name))).toBe(
    true,
  )
})
