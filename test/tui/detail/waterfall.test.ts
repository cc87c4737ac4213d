import { expect, test } from 'vitest'
import { barLines } from '../../../src/tui/detail/waterfall.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'

const shown = (...args: Parameters<typeof barLines>) => barLines(...args).map((line) => plainLine(line).trimEnd())

test('on one scale, each where it stood', () => {
  const bars = [
    { name: 'connect', from: 0, ms: 50, style: 'ok' },
    { name: 'wait', from: 50, ms: 150, style: 'warning' },
    { name: 'receive', from: 199.9, ms: 0.1, style: 'ok' },
    { name: 'other', ms: 1300, style: 'dim' },
  ] as const
  expect(shown(bars, 200, 44)).toEqual([
    'connect          50 ms  █████',
    'wait            150 ms       ███████████████',
    'receive         0.1 ms                     ▏',
    'other            1.3 s',
  ])
})

test('nothing took any time, and something is not over', () => {
  expect(shown([{ name: 'waiting', from: 0, ms: 0, style: 'dim', open: true }], 0, 40)).toEqual([
    'waiting           0 ms  ▏…',
  ])
})
