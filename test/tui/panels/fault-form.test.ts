import { describe, expect, test } from 'vitest'
import { faults } from '../../../src/faults/index.ts'
import { faultLines, fieldsOf, previewOf, shortForm } from '../../../src/tui/panels/fault-form.ts'
import { widthOf } from '../../../src/kit/width.ts'
import { typedText } from '../../../src/tui/parts/edit-text.ts'
import type { FaultForm } from '../../../src/tui/state/ui.ts'
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

const look = { columns: 80, wrongFilter: (text: string) => (text.includes('~zz') ? 'no such atom' : undefined) }
const open = (change: Partial<FaultForm> = {}, index = 0) => {
  const form: FaultForm = { kind: 'fault', index, field: 0, values: {}, typed: { text: '', at: 0 }, ...change }
  return faultLines(faults, form, look)
}
const preview = (values: FaultForm['values']) => open({ values }).lines[open({ values }).until]!

test('the chosen one is open, and the cursor is where is typed', () => {
  const { lines, selected, until, cursor } = open({ field: 3, typed: { text: '80', at: 2 } }, 1)
  expect(plainLine(lines[1]!)).toMatch(/^ ▸ /)
  expect([selected, until]).toEqual([4, 5])
  expect(cursor).toEqual({ row: 4, column: 27 })
  expect(plainLine(lines[4]!).slice(25, 27)).toBe('80')
})

test('a long value moves with the cursor', () => {
  const { lines, cursor } = open({ field: 1, typed: typedText(`~u ${'x'.repeat(90)}end`) })
  expect(cursor!.column).toBeLessThan(80)
  expect(plainLine(lines[1]!).slice(0, 80)).toMatch(/filter {12}….*end/)
})

test('nothing typed is nothing wrong: what is needed is said', () => {
  expect(preview({})).toEqual([[' '.repeat(7)], ['tab goes to the fields; it needs latency', 'dim']])
  expect(preview({ latency: 'soon' }).at(-1)![1]).toBe('serverError')
})

test('a wrong filter is said while it is typed', () => {
  expect(preview({ latency: '5', filter: '~zz' }).at(-1)).toEqual(['no such atom', 'serverError'])
  expect(preview({ latency: '5', filter: '~d a' }).at(-1)![1]).toBe('ok')
})

test.each([
  ['30%', 'ok'],
  ['', 'ok'],
  ['101', 'serverError'],
  ['often', 'serverError'],
])('a chance of %s', (chance, style) => {
  expect(preview({ latency: '5', chance }).at(-1)![1]).toBe(style)
})

test('what will happen is said in as many rows as it takes', () => {
  const { lines, selected, until } = open({ problem: 'word '.repeat(40) })
  expect(until - selected).toBeGreaterThan(5)
  for (const line of lines.slice(until - 2, until + 1)) expect(widthOf(plainLine(line))).toBeLessThan(80)
})
