import { describe, expect, test } from 'vitest'
import { faults } from '../../../src/faults/index.ts'
import { faultLines, fieldsOf, previewOf, shortForm } from '../../../src/tui/panels/fault-form.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'

const latency = faults.find(({ name }) => name === 'latency')!

test('every fault has its form, made of its own table', () => {
  for (const fault of faults) {
    const names = fieldsOf(fault, {}).map(({ name }) => name)
    expect(names).toEqual(['filter', 'chance', ...Object.keys(fault.options)])
  }
})

test('the short form says only what was changed', () => {
  expect(shortForm(latency, {})).toBe('latency')
  expect(shortForm(latency, { latency: '800', chance: '30', filter: '~d pay' })).toBe('latency:latency=800 @30% ~d pay')
  expect(shortForm(latency, { chance: '30%', jitter: '2s' })).toBe('latency:jitter=2s @30%')
})

describe('the preview', () => {
  test('says what will happen, or what is wrong', () => {
    expect(previewOf(latency, { latency: '800' })).toEqual({
      text: expect.stringMatching(/^the proxy will .*800 ms/),
      wrong: false,
    })
    expect(previewOf(latency, { latency: 'soon' })).toEqual({
      text: expect.stringContaining('Expected a duration'),
      wrong: true,
    })
  })

  test('has room for every fault', () => {
    for (const fault of faults) expect(previewOf(fault, {}).text).not.toBe('')
  })
})

test('the chosen one is open, and the cursor is where is typed', () => {
  const form = { kind: 'fault', index: 1, field: 3, values: {}, typed: { text: '80', at: 2 } } as const
  const { lines, selected, cursor } = faultLines(faults.slice(0, 3), form)
  expect(plainLine(lines[1]!)).toMatch(/^ ▸ /)
  expect(selected).toBe(4)
  expect(cursor).toEqual({ row: 4, column: 27 })
  expect(plainLine(lines[4]!).slice(25, 27)).toBe('80')
})
