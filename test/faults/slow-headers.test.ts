import { expect, test } from 'vitest'
import { faultNamed, runBytes } from '../support/fault.ts'

test('the head comes in drops, the body right after it', () => {
  const run = runBytes('slow_headers', { delay: 10, bytes: 8 })
  run.write('HTTP/1.1 200 OK\r\n')
  run.write('\r\nbody')
  run.write('more')
  run.stage.end()
  run.advance(1000)
  expect(run.seen).toEqual([
    [10, 'HTTP/1.1'],
    [20, ' 200 OK\r'],
    [30, '\n'],
    [40, '\r\n'],
    [40, 'body'],
    [40, 'more'],
    [40, 'end'],
  ])
})

test('later bytes do not wait any more', () => {
  const run = runBytes('slow_headers', { delay: 10, bytes: 100 })
  run.write('a\r\n\r\n')
  run.advance(50)
  run.write('body')
  expect(run.seen).toEqual([
    [10, 'a\r\n\r\n'],
    [50, 'body'],
  ])
})

test('over h2 it says why not', () => {
  const { skips } = faultNamed('slow_headers')
  expect(skips!('h2')).toContain('one frame')
  expect(skips!('h1')).toBeUndefined()
})
