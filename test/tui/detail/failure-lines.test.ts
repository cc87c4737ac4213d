import { expect, test } from 'vitest'
import { failureLines } from '../../../src/tui/detail/failure-lines.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'

test('what, whose, what it means, and what to do', () => {
  const lines = failureLines({ code: 'connect_refused', message: 'no \x1b[31mway', leg: 'upstream' }, 80)
  expect(lines.map(plainLine)).toEqual([
    'failed       no way',
    'side         the upstream',
    'means        The upstream refused the connection.  connect_refused',
    'to do        Is it running, on that port?',
  ])
})

test('its own hint comes before that of its code, and none is no line', () => {
  const own = failureLines({ code: 'connect_refused', message: 'm', leg: 'upstream', hint: 'Do this.' }, 80)
  expect(plainLine(own.at(-1)!)).toBe('to do        Do this.')
  const none = failureLines({ code: 'shutdown', message: 'm', leg: 'middlebox' }, 80)
  expect(none.map(plainLine).some((line) => line.startsWith('to do'))).toBe(false)
  expect(failureLines({ code: 'new', message: 'm', leg: 'client' }, 80).map(plainLine)).toContain(
    'means        not known  new',
  )
})
