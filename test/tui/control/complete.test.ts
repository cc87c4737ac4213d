import { expect, test } from 'vitest'
import { completed, completions, meaningOf } from '../../../src/tui/control/complete.ts'
import { typedText } from '../../../src/tui/parts/edit-text.ts'
import { createTestApp } from '../../support/tui.ts'

const app = createTestApp()

test.each([
  ['rep', ['replay']],
  ['rule', ['rule', 'rule-list', 'rule-undo', 'rules']],
  ['mark ', ['mark exchange=', 'mark as=']],
  ['mark a', ['mark as=']],
  ['order s', ['order status', 'order size']],
  ['layout b', ['layout below', 'layout beside']],
  ['throttle 3', ['throttle 3g']],
  ['throttle ', ['throttle 3g', 'throttle off', 'throttle rate=']],
  ['order size ', []],
  ['zzz', []],
  ['zzz a', []],
])('%j', (line, found) => {
  expect(completions(app, line)).toEqual(found)
})

test.each([
  ['replay', 'exchange  sends the request of an exchange again'],
  ['order', 'COLUMN  Orders the list by time, method, status, host, size or took.'],
  ['order ', 'time  method  status  host  size  took'],
  ['order si', 'size'],
  ['rule-', 'rule-list  rule-undo'],
  ['quit ', 'Ends the program.'],
  ['zzz', ''],
])('%j means %j', (line, meaning) => {
  expect(meaningOf(app, line)).toBe(meaning)
})

test('of very many as many as there is room for, and how many there are besides', () => {
  const small = createTestApp({ columns: 30 })
  expect(meaningOf(small, '')).toMatch(/^back  choose  .* and \d+ more$/)
  expect(meaningOf(small, '').length).toBeLessThan(3 * 30 + 15)
})

const promptOf = (text: string, more: object = {}) =>
  ({ kind: 'command', label: ':', typed: typedText(text), before: '', meaning: 'listed', ...more }) as const

test('tab goes as far as all agree, then from one to the next, and back', () => {
  expect(completed(app, promptOf('ord'), 1)).toEqual({ typed: typedText('order ') })
  expect(completed(app, promptOf('lay'), 1)?.typed.text).toBe('layout ')
  expect(completed(app, promptOf('layout b'), 1)).toEqual({ typed: typedText('layout be') })
  const first = completed(app, promptOf('layout be'), 1)
  expect(first).toEqual({ typed: typedText('layout below'), cycle: { base: 'layout be', at: 0 } })
  const second = completed(app, promptOf('layout below', { cycle: first!.cycle }), 1)
  expect(second?.typed.text).toBe('layout beside')
  expect(completed(app, promptOf('layout beside', { cycle: second!.cycle }), 1)?.typed.text).toBe('layout below')
  expect(completed(app, promptOf('layout be'), -1)?.typed.text).toBe('layout beside')
  expect(completed(app, promptOf('zzz'), 1)).toBeUndefined()
})

test('where nothing was listed yet, the first tab lists', async () => {
  const typing = createTestApp()
  await typing.press(':', 'tab')
  expect([typing.ui.prompt?.typed.text, typing.ui.prompt?.meaning?.slice(0, 12)]).toEqual(['', 'back  choose'])
  await typing.press('tab', 'tab')
  expect(typing.ui.prompt?.typed.text).toBe('choose')
  // What is typed then goes on from there.
  await typing.press('x', 'backspace', 'tab')
  expect(typing.ui.prompt?.typed.text).toBe('choose ')
})
