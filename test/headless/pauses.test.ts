import { expect, test } from 'vitest'
import { createPaint } from '../../src/headless/paint.ts'
import { formatPaused, formatResumed, pausedLine, resumedLine } from '../../src/headless/pauses.ts'
import { start } from '../support/events.ts'
import { commandBench } from '../support/commands.ts'

const plain = createPaint(false)
const pause = { id: 'p1', at: 'request', since: start, until: start + 30_000, then: 'drop', rule: 'r\x1b[0m' } as const
const event = { type: 'paused', id: '1', at: start, pause } as const
const resumed = { type: 'resumed', id: '1', at: start, pause: 'p1', reason: 'timeout' } as const

test('for programs', () => {
  expect(pausedLine(event)).toEqual({
    type: 'paused',
    v: 1,
    id: '1',
    pause: 'p1',
    part: 'request',
    since: '2023-11-14T22:13:20.000Z',
    until: '2023-11-14T22:13:50.000Z',
    then: 'drop',
    rule: 'r\x1b[0m',
  })
  expect(resumedLine(resumed)).toEqual({
    type: 'resumed',
    v: 1,
    id: '1',
    pause: 'p1',
    at: '2023-11-14T22:13:20.000Z',
    reason: 'timeout',
  })
})

test('for people, without control sequences', () => {
  const { store } = commandBench()
  const text = formatPaused(event, store.get('1'), plain)
  expect(text).toMatch(/^\d\d:\d\d:\d\d PAUSED {2}p1 request GET http:\/\/api\.test\/users {2}r.*, drop after 30 s$/)
  expect(text).not.toContain('\x1b')
  expect(formatPaused(event, undefined, plain)).toContain('p1 request ')
  expect(formatResumed(resumed, plain)).toMatch(/^\d\d:\d\d:\d\d PAUSED {2}p1 timeout$/)
})
