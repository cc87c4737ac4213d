import { expect, test } from 'vitest'
import { logLines } from '../../../src/tui/panels/log.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'
import { start, warningEvent } from '../../support/events.ts'

process.env.TZ = 'UTC'

test('warnings with their time, harmless', () => {
  expect(logLines([warningEvent('disk \x1b[31mfull')], [], 80).map(plainLine)).toEqual(['22:13:20 internal disk full'])
  expect(logLines([], [], 80).map(plainLine)).toEqual(['No warnings.'])
})

test('what the last row said is there in full, in its place', () => {
  const told = [
    { at: start - 5000, text: `Expected ${'something '.repeat(8)}else` },
    { at: start + 5000, text: 'after' },
  ]
  expect(logLines([warningEvent('disk full')], told, 60).map(plainLine)).toEqual([
    '22:13:15 screen Expected something something something ',
    '  something something something something something else',
    '22:13:20 internal disk full',
    '22:13:25 screen after',
  ])
})
