import { expect, test } from 'vitest'
import { saidResult } from '../../../src/tui/control/said-result.ts'

test.each([
  ['replay', { exchange: '3' }, 'sent again as 3'],
  ['duplicate', { exchange: '2-copy1' }, 'copied as 2-copy1'],
  ['mock-from', { rules: ['mock GET http://a/'] }, 'a new rule: mock GET http://a/; # shows the rules, u undoes'],
  ['delete', { deleted: 1 }, '1 exchange forgotten'],
  ['mark', { exchange: '1', marked: null }, 'the mark is off'],
  ['tag', { exchange: '1', tags: ['a', 'b'] }, 'its tags: a, b'],
  ['save-har', { file: '/tmp/a.har', exchanges: 2 }, '2 exchanges in /tmp/a.har'],
  ['save-body', { file: '/tmp/a', bytes: 2048, complete: false }, '2 kB in /tmp/a; not all of it was kept'],
  ['load-har', { exchanges: 2, creator: 'curl', notes: [] }, '2 exchanges of curl loaded'],
  ['load-har', { exchanges: 1, creator: '', notes: ['one was cut'] }, '1 exchange loaded; one was cut'],
  ['throttle', { down: null, up: null, latency: 0, jitter: 0 }, 'as fast as it goes'],
  ['throttle', { down: 5, up: null, latency: 0, jitter: 0 }, 'throttle: down 5, up none, latency 0, jitter 0'],
  ['mark', undefined, 'mark: done'],
  ['some', 'fine', 'some: fine'],
  ['some', { names: ['a', 'b'], on: true }, 'some: names a, b, on true'],
])('%s answering %j', (name, result, short) => {
  expect(saidResult(name, result)).toEqual({ short })
})

test.each([[['a']], [{ long: 'x'.repeat(200) }], ['y'.repeat(200)], [{ deep: 'a\nb' }]])('%j is long', (result) => {
  expect(saidResult('some', result)).toEqual({ long: expect.any(String) })
})
