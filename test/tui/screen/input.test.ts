import { expect, test } from 'vitest'
import { createInkInput } from '../../../src/tui/screen/input.ts'
import type { MouseEvent } from '../../../src/tui/screen/mouse.ts'
import { createTestTerminal } from '../../support/terminal.ts'

function begin() {
  const terminal = createTestTerminal()
  const mouse: MouseEvent[] = []
  let lost = 0
  const input = createInkInput(
    terminal.input,
    (event) => mouse.push(event),
    () => void lost++,
  )
  const keys = () => (input.stream.read() as Buffer | null)?.toString() ?? ''
  return { terminal, mouse, input, keys, lost: () => lost }
}

test('keys to Ink, the mouse to us', () => {
  const { terminal, mouse, input, keys } = begin()
  input.stream.setRawMode(true)
  terminal.type('j\x1b[<65;1;1Mk')
  expect(keys()).toBe('jk')
  expect(mouse.length).toBe(1)
  expect(terminal.raw()).toBe(true)
})

test('a character in pieces arrives whole', () => {
  const { terminal, input, keys } = begin()
  input.stream.setRawMode(true)
  const bytes = Buffer.from('日')
  terminal.type(bytes.subarray(0, 1))
  terminal.type(bytes.subarray(1))
  expect(keys()).toBe('日')
})

test('while somebody else has the terminal its keys are not ours', () => {
  const { terminal, input, keys } = begin()
  input.stream.setRawMode(true)
  input.stream.setRawMode(false)
  terminal.type('secret')
  expect(keys()).toBe('')
  expect([terminal.raw(), terminal.reading()]).toEqual([false, false])
})

test('a terminal that is gone is told once', () => {
  const { terminal, lost, input } = begin()
  terminal.hangUp()
  terminal.hangUp()
  expect(lost()).toBe(1)
  input.stream.setRawMode(false)
  input.close()
})
