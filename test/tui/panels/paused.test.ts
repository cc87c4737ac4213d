import { expect, test } from 'vitest'
import { pausedLines } from '../../../src/tui/panels/paused.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'

test('a URL of bytes is shown as the text it is', () => {
  const body = { data: new Uint8Array(), complete: true }
  const request = { method: 'GET', url: 'http://a.test/\xc3\xa9/\xe6\x97\xa5', fields: [], body }
  const one = {
    id: 'p',
    exchange: 'x',
    at: 'request',
    since: 0,
    then: 'drop',
    rule: 'r',
    request,
    edited: false,
  } as const
  expect(plainLine(pausedLines([one], 0)[0]!)).toContain('http://a.test/é/日')
})

test('what waits, where, how long, and what happens then', () => {
  const body = { data: new Uint8Array(), complete: true }
  const request = { method: 'GET', url: 'http://a.test/\x1b[2J', fields: [], body }
  const response = { status: 201, reason: '', fields: [], body }
  const base = { id: 'p', exchange: 'x', since: 1000, then: 'drop', rule: 'stop', request } as const
  const lines = pausedLines(
    [
      { ...base, at: 'request', edited: false },
      { ...base, at: 'response', until: 5000, response, edited: true },
    ],
    3000,
  )
    .map(plainLine)
    .map((line) => line.replace(/ +/g, ' ').trim())
  expect(lines).toEqual([
    '‖ request 2 s GET http://a.test/ stop',
    '‖ response 2 s GET http://a.test/ 201 edited drop in 2 s stop',
  ])
})

test('a message shows its way, kind, size and beginning', () => {
  const body = { data: new Uint8Array(), complete: true }
  const request = { method: 'GET', url: 'http://a.test/ws', fields: [], body }
  const base = { id: 'p', exchange: 'x', since: 0, then: 'drop', rule: 'r', request, edited: false } as const
  const text = (data: string, direction: 'up' | 'down') =>
    ({ ...base, at: 'message', message: { direction, kind: 'text', data: Buffer.from(data) } }) as const
  const lines = pausedLines([text('hello\x1b[2J', 'up'), text('b'.repeat(2000), 'down')], 0).map(plainLine)
  expect(lines[0]).toMatch(/^ ‖ message .* ↑ text 9 B {2}hello {2}GET http:\/\/a\.test\/ws {2}r$/)
  expect(lines[1]).toMatch(/ ↓ text 2 kB {2}b{35}… {2}GET /)
})
