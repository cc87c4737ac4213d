import { expect, test } from 'vitest'
import { completions } from '../../../src/tui/control/complete.ts'
import { createTestApp } from '../../support/tui.ts'

const app = createTestApp()

test.each([
  ['rep', ['replay']],
  ['rule', ['rule', 'rule-list', 'rule-undo', 'rules']],
  ['mark ', ['mark exchange=', 'mark as=']],
  ['mark a', ['mark as=']],
  ['zzz', []],
  ['zzz a', []],
])('%j', (line, found) => {
  expect(completions(app, line)).toEqual(found)
})
