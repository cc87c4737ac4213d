import { expect, test } from 'vitest'
import { commandLines } from '../../../src/tui/panels/commands.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'

test('each with what it takes and does', () => {
  const options = { exchange: { kind: 'text', summary: '' }, as: { kind: 'text', summary: '' } } as const
  const lines = commandLines(
    [{ name: 'tab', argument: 'NAME', summary: 'Shows a tab.' }],
    [{ name: 'mark', summary: 'marks it', group: 'exchanges', options }],
  )
  const text = lines.map(plainLine).map((line) => line.replace(/ +/g, ' ').trim())
  expect(text).toContain('mark exchange as marks it')
  expect(text).toContain('tab NAME Shows a tab.')
})
