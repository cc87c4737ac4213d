import { expect, test } from 'vitest'
import { createPaint, statusColor } from '../../src/headless/paint.ts'

test('colours when they are allowed, whatever the process’s own stdout is', () => {
  expect(createPaint(true)('red', 'x')).toBe('\x1b[31mx\x1b[39m')
  expect(createPaint(true)('red', '')).toBe('')
})

test('no byte more when they are not', () => {
  expect(createPaint(false)('red', 'x')).toBe('x')
})

test('a status has the colour of who is to blame', () => {
  expect([101, 204, 304, 404, 502, null].map(statusColor)).toEqual(['dim', 'green', 'cyan', 'yellow', 'red', 'red'])
})
