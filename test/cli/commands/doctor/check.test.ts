import { expect, test } from 'vitest'
import { worst } from '../../../../src/cli/commands/doctor/check.ts'

test.each([
  [[], 'ok'],
  [['ok', 'warn'], 'warn'],
  [['warn', 'bad', 'ok'], 'bad'],
] as const)('worst of %o is %s', (marks, expected) => expect(worst(marks)).toBe(expected))
