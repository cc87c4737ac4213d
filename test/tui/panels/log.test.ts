import { expect, test } from 'vitest'
import { logLines } from '../../../src/tui/panels/log.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'
import { warningEvent } from '../../support/events.ts'

process.env.TZ = 'UTC'

test('warnings with their time, harmless', () => {
  expect(logLines([warningEvent('disk \x1b[31mfull')]).map(plainLine)).toEqual(['22:13:20 internal disk full'])
  expect(logLines([]).map(plainLine)).toEqual(['No warnings.'])
})
