import { expect, test } from 'vitest'
import { createInkInput } from '../../../src/tui/screen/input.ts'
import type { MouseEvent } from '../../../src/tui/screen/mouse.ts'
import { createTestTerminal } from '../../support/terminal.ts'

function begin() {
  const terminal = createTestTerminal()
  const mouse: MouseEvent[] = []
  let lost = 0
  const grounds: boolean[] = []
  const input = createInkInput(terminal.input, {
    mouse: (event) => void mouse.push(event),
    ground: (light) => void grounds.push(light),
    lost: () => void lost++,
  })
  const keys = () => (input.stream.read() as Buffer | null)?.toString() ?? ''
  return { terminal, mouse, grounds, input, keys, lost: () => lost }
}

test('keys to Ink, the mouse to us', () => {
  const { terminal, mouse, input, keys } = begin()
  input.stream.setRawMode(true)
  terminal.type('j\x1b[<65;1;1Mk')
  expect(keys()).toBe('jk')
  expect(mouse.length).toBe(1)
  expect(terminal.raw()).toBe(true)
})

test('what the terminal says of its ground is no key', () => {
  const { terminal, grounds, input, keys } = begin()
  input.stream.setRawMode(true)
  terminal.type('j\x1b]11;rgb:ffff/ffff')
  terminal.type('/ffff\x1b\\k')
  expect([keys(), grounds]).toEqual(['jk', [true]])
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
