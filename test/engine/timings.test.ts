import { expect, test } from 'vitest'
import { timingsOf } from '../../src/engine/timings.ts'

const phases = { dns: 1, connect: 2, tls: 3 }

test.each([
  ['an exchange that went through', { ready: 10, sent: 12, responded: 20, end: 25 }, { send: 2, wait: 8, receive: 5 }],
  [
    'an early answer: nothing was waited for',
    { ready: 10, sent: 30, responded: 20, end: 40 },
    { send: 10, wait: 0, receive: 20 },
  ],
  ['no answer', { ready: 10, sent: 12, responded: 0, end: 25 }, { send: 2, wait: null, receive: null }],
  ['an end while sending', { ready: 10, sent: 0, responded: 0, end: 25 }, { send: 15, wait: null, receive: null }],
  ['no connection', { ready: 0, sent: 0, responded: 0, end: 25 }, { send: null, wait: null, receive: null }],
])('%s', (_what, readings, expected) => {
  expect(timingsOf(phases, readings)).toEqual({ ...phases, ...expected })
})
