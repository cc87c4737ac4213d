import { describe, expect, test } from 'vitest'
import { nothingTyped, typedText } from '../../../src/tui/parts/edit-text.ts'
import { type UiAction, reduceUi } from '../../../src/tui/state/reduce-ui.ts'
import { initialUi, type Ui } from '../../../src/tui/state/ui.ts'

const first = initialUi({ columns: 80, rows: 24 }, 'dark')
const after = (...actions: UiAction[]): Ui => actions.reduce(reduceUi, first)

test.each<[UiAction, Partial<Ui>]>([
  [{ type: 'resize', size: { columns: 10, rows: 5 } }, { size: { columns: 10, rows: 5 } }],
  [{ type: 'follow', on: false }, { follow: false }],
  [{ type: 'marked-only', on: true }, { markedOnly: true }],
  [{ type: 'layout', layout: 'beside' }, { layout: 'beside' }],
  [{ type: 'theme', theme: 'plain' }, { theme: 'plain' }],
  [{ type: 'sort', sort: { column: 'host', descending: true } }, { sort: { column: 'host', descending: true } }],
  [{ type: 'filter', text: '~e' }, { filter: '~e' }],
  [
    { type: 'intercept', text: '~q', on: true },
    { intercept: '~q', interceptOn: true },
  ],
  [{ type: 'take', id: 'a' }, { taken: 'a' }],
  [{ type: 'note', note: { text: 'x', style: 'ok' } }, { note: { text: 'x', style: 'ok' } }],
  [{ type: 'closing' }, { closing: true }],
  [{ type: 'focus', focus: 'detail' }, { focus: 'detail' }],
])('%j', (action, change) => {
  expect(after(action)).toEqual({ ...first, ...change })
})

test('the detail takes the focus when it opens, and begins at the top for another row or tab', () => {
  const open = after({ type: 'detail', open: true }, { type: 'scroll', from: 9 })
  expect(open).toMatchObject({ focus: 'detail', detail: { open: true, from: 9 } })
  expect(reduceUi(open, { type: 'cursor', sequence: 4, place: 2, top: 1 })).toMatchObject({
    cursor: 4,
    place: 2,
    top: 1,
    detail: { from: 0 },
  })
  expect(reduceUi(open, { type: 'tab', tab: 1 }).detail).toMatchObject({ tab: 1, from: 0 })
  expect(reduceUi(open, { type: 'detail', open: false }).focus).toBe('list')
})

test('the same cursor is the same state', () => {
  const moved = after({ type: 'cursor', sequence: 4, place: 2, top: 1 })
  expect(reduceUi(moved, { type: 'cursor', sequence: 4, place: 2, top: 1 })).toBe(moved)
})

test('what lies on top is what is scrolled', () => {
  const help = after(
    { type: 'overlay', overlay: { kind: 'help', from: 0, context: 'list' } },
    { type: 'scroll', from: 3 },
  )
  expect(help).toMatchObject({ overlay: { from: 3 }, detail: { from: 0 } })
  expect(reduceUi(help, { type: 'scroll', from: -5 }).overlay).toMatchObject({ from: 0 })
  const rules = after({ type: 'overlay', overlay: { kind: 'rules', index: 1 } })
  expect(reduceUi(rules, { type: 'scroll', from: 3 })).toEqual(rules)
})

describe('a prompt', () => {
  const open = after(
    { type: 'note', note: { text: 'x', style: 'ok' } },
    { type: 'prompt', kind: 'filter', label: 'filter: ', text: '~c 4' },
  )

  test('opens with its text and takes away what was said', () => {
    expect(open.note).toBeUndefined()
    expect(open.prompt).toMatchObject({ typed: typedText('~c 4'), before: '~c 4' })
  })

  test('forgets what was thought of its text when that changes', () => {
    const wrong = reduceUi(open, { type: 'judged', problem: { message: 'no', column: 2 } })
    expect(wrong.prompt?.problem).toEqual({ message: 'no', column: 2 })
    expect(reduceUi(wrong, { type: 'typed', typed: typedText('~c 40') }).prompt?.problem).toBeUndefined()
  })

  test('remembers lines once, the newest last', () => {
    const again = (line: string) => (ui: Ui) =>
      reduceUi(reduceUi(ui, { type: 'prompt', kind: 'filter', label: '', text: '' }), {
        type: 'prompt-closed',
        keep: line,
      })
    const ui = [again('a'), again('b'), again('a'), again('  ')].reduce((now, step) => step(now), first)
    expect(ui.history).toEqual({ filter: ['b', 'a'] })
    expect(ui.prompt).toBeUndefined()
  })

  test('that is not there is not typed in', () => {
    expect(after({ type: 'typed', typed: nothingTyped })).toEqual(first)
    expect(after({ type: 'judged', meaning: 'x' })).toEqual(first)
  })
})

test('only an open form changes', () => {
  expect(after({ type: 'form', form: { index: 3 } })).toEqual(first)
  const form = { kind: 'fault', index: 0, field: 0, values: {}, typed: nothingTyped } as const
  expect(after({ type: 'overlay', overlay: form }, { type: 'form', form: { index: 3 } }).overlay).toEqual({
    ...form,
    index: 3,
  })
})
