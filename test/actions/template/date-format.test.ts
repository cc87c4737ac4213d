import { expect, test } from 'vitest'
import { formatDate, moveDate } from '../../../src/actions/template/date-format.ts'

const at = Date.UTC(2026, 0, 31, 15, 4, 5, 67)

test.each([
  [undefined, 'UTC', '2026-01-31T15:04:05Z'],
  ['yyyy-MM-dd HH:mm:ss.SSS', 'UTC', '2026-01-31 15:04:05.067'],
  ["EEE, d MMM yy 'at' h a", 'UTC', 'Sat, 31 Jan 26 at 3 PM'],
  ['EEEE MMMM', 'UTC', 'Saturday January'],
  [`HH 'o''clock' Z ${'X'.repeat(3)} X`, 'Europe/Berlin', "16 o'clock +0100 +01:00 +0100"],
  ['epoch', 'UTC', String(at)],
  ['unix', 'UTC', String(Math.floor(at / 1000))],
])('%s in %s: %s', (format, zone, text) => expect(formatDate(at, format, zone)).toBe(text))

test.each([
  ['3 days', '2026-02-03T15:04:05Z'],
  ['-24 seconds', '2026-01-31T15:03:41Z'],
  ['1 year', '2027-01-31T15:04:05Z'],
  ['+2 WEEKS', '2026-02-14T15:04:05Z'],
])('%s: %s', (offset, text) => expect(formatDate(moveDate(at, offset))).toBe(text))

test('what means nothing is refused', () => {
  expect(() => moveDate(at, 'soon')).toThrow("an offset is written as '3 days'")
  expect(() => formatDate(at, 'QQ')).toThrow('QQ, which means nothing')
  expect(() => formatDate(at, undefined, 'Moon/Base')).toThrow('no time zone is called "Moon/Base"')
  expect(() => formatDate(9e15)).toThrow('past what can be written')
})
