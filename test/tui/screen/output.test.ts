import { expect, test } from 'vitest'
import { createInkOutput } from '../../../src/tui/screen/output.ts'
import { createRowTable } from '../../../src/tui/screen/rows.ts'
import { createTestTerminal } from '../../support/terminal.ts'

test('rows are put back on their way', () => {
  const terminal = createTestTerminal()
  const table = createRowTable()
  const output = createInkOutput(terminal.output, table)
  const [sign] = table.encode(['hello'])
  output.write(`\x1b[K${sign}`)
  expect(terminal.written()).toBe('\x1b[Khello')
  expect([output.isTTY, output.rows, output.columns]).toEqual([true, 24, 2])
})

test('a new size is passed on', () => {
  const terminal = createTestTerminal()
  const output = createInkOutput(terminal.output, createRowTable())
  let heard = 0
  const listener = () => void heard++
  output.on('resize', listener)
  terminal.resize(100, 30)
  output.off('resize', listener)
  terminal.resize(80, 24)
  expect(heard).toBe(1)
})
