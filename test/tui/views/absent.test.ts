import { expect, test } from 'vitest'
import { plainLine } from '../../../src/tui/theme/paint.ts'
import { absentLines } from '../../../src/tui/views/absent.ts'

const missing = (port: number) => ({
  message: `nothing listens on localhost:${port} yet`,
  advice: `Start it on port ${port}, or: middlebox reverse 5173`,
})
const shown = (ports: number[], rows: number, columns = 80) =>
  absentLines(ports.map(missing), columns, rows, 'E').map(plainLine)

const inFull = (port: number) => [
  '',
  `  Nothing listens on localhost:${port} yet.`,
  `  Start it on port ${port}, or: middlebox reverse 5173`,
]

test('nothing is said of nothing', () => {
  expect(shown([], 9)).toEqual([])
})

test('as much as there is room for, and the log has the others', () => {
  const more = (count: number) => `  And ${count} more: E opens the log, which has them.`
  expect(shown([1, 2], 6)).toEqual([...inFull(1), ...inFull(2)])
  expect(shown([1, 2, 3], 7)).toEqual([...inFull(1), ...inFull(2), more(1)])
  expect(shown([1, 2, 3], 6)).toEqual([...inFull(1), more(2)])
  expect(shown([1, 2, 3], 3)).toEqual([
    '',
    '  Nothing listens on localhost:1 yet, and 2 more like it: E tells what to do.',
  ])
  expect(shown([1], 0)).toEqual(['', '  Nothing listens on localhost:1 yet: E tells what to do.'])
})

test('rows end between words', () => {
  expect(shown([1], 9, 34)).toEqual([
    '',
    '  Nothing listens on localhost:1',
    '  yet.',
    '  Start it on port 1, or:',
    '  middlebox reverse 5173',
  ])
})
