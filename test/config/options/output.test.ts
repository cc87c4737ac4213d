import { expect, test } from 'vitest'
import { options } from '../../../src/config/options.ts'
import { outputOptions } from '../../../src/config/options/output.ts'

test('they are in the table', () => {
  expect(options).toMatchObject(outputOptions)
})

test('faces on stdout are not for run, whose stdout is the child’s', () => {
  for (const key of ['json', 'noTui'] as const) expect(outputOptions[key].commands).not.toContain('run')
  expect(outputOptions.jsonFile.commands).toEqual(['run'])
})
