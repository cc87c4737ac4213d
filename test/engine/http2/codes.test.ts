import { expect, test } from 'vitest'
import { codeName, isUnprocessed, upstreamReset } from '../../../src/engine/http2/codes.ts'

test('codes have their names of RFC 9113 §7', () => {
  expect([0, 2, 7, 8, 11, 13].map(codeName)).toEqual([
    'NO_ERROR',
    'INTERNAL_ERROR',
    'REFUSED_STREAM',
    'CANCEL',
    'ENHANCE_YOUR_CALM',
    'HTTP_1_1_REQUIRED',
  ])
  expect(codeName(99)).toBe('error code 99')
})

test('only a refused stream is known to be unprocessed', () => {
  expect([0, 2, 7, 8, undefined].map(isUnprocessed)).toEqual([false, false, true, false, false])
})

test('a reset is told with its code, which goes on as it came', () => {
  expect(upstreamReset(11)).toEqual({
    code: 'upstream_h2',
    message: 'the upstream reset the stream with ENHANCE_YOUR_CALM',
    leg: 'upstream',
    errorCode: 11,
  })
})
