import { expect, test } from 'vitest'
import { laterCommands, laterFlags, laterKeys } from '../../src/config/later.ts'

test('keys of flags are in camelCase, and sections are there', () => {
  expect(laterKeys).toContain('metricsOpen')
  expect(laterKeys.has('w')).toBe(false)
})

test('each flag has a spelling', () => {
  for (const { flag, letter } of laterFlags) expect(flag ?? letter).toMatch(/^[a-zA-Z][a-z-]*$/)
  expect(laterCommands).toContain('serve')
})
