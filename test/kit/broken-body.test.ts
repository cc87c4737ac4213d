import { expect, test } from 'vitest'
import { BrokenBody } from '../../src/kit/broken-body.ts'
import { failure } from '../support/stage.ts'
import { pour } from '../support/fault.ts'

test('it fails when it is read, once', () => {
  const body = new BrokenBody(failure)
  expect([body.length, body.used]).toEqual([null, false])
  expect(pour(body)).toEqual([[0, 'fail upstream_reset']])
  expect(body.used).toBe(true)
  expect(() => pour(body)).toThrow('once')
})

test('unread it can be let go', () => {
  const body = new BrokenBody(failure)
  body.pause()
  body.resume()
  body.cancel()
  expect(body.used).toBe(true)
})
