import { expect, test } from 'vitest'
import { faultNamed, runBytes } from '../support/fault.ts'
import { failure } from '../support/stage.ts'

test('everything again before the end', () => {
  const run = runBytes('duplicate_response', {})
  run.write('head')
  run.write('body')
  run.stage.end()
  expect(run.seen.map(([, what]) => what)).toEqual(['head', 'body', 'head', 'body', 'end'])
})

test('not what broke off, not what is too long, not when it was taken out', () => {
  const broken = runBytes('duplicate_response', {})
  broken.write('a')
  broken.stage.fail(failure)
  expect(broken.seen.map(([, what]) => what)).toEqual(['a', 'fail upstream_reset'])
  const long = runBytes('duplicate_response', {})
  for (let i = 0; i < 9; i++) long.write('x'.repeat(131_072))
  long.stage.end()
  expect(long.bytes()).toHaveLength(9 * 131_072)
  const released = runBytes('duplicate_response', {})
  released.write('a')
  released.stage.release!()
  released.write('b')
  released.stage.end()
  expect(released.bytes().toString()).toBe('ab')
})

test('over h2 it says why not', () => {
  const { skips } = faultNamed('duplicate_response')
  expect(skips!('h2')).toContain('one response')
  expect(skips!('h1')).toBeUndefined()
})
