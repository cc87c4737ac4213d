import { expect, test } from 'vitest'
import { exitCodes, exitCodeTable } from '../../src/cli/exit-codes.ts'
import { errors } from '../../src/model/errors.ts'

test('every code we end with is explained', () => {
  const explained = exitCodeTable.map(([code]) => code)
  for (const code of Object.values(exitCodes)) expect(explained).toContain(String(code))
  for (const { exit } of Object.values(errors)) expect(explained).toContain(String(exit))
})
