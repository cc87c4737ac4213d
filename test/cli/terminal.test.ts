import { expect, test } from 'vitest'
import { processTerminal } from '../../src/cli/terminal.ts'

test('hears the process until told not to', () => {
  const terminal = processTerminal({ TERM: 'xterm' }, false)
  expect([terminal.color, terminal.env, terminal.output]).toEqual([false, { TERM: 'xterm' }, process.stdout])
  for (const [event, on] of [
    ['SIGTSTP', terminal.onStop],
    ['SIGCONT', terminal.onContinue],
    ['exit', terminal.onExit],
  ] as const) {
    const before = process.listenerCount(event)
    let heard = 0
    const leave = on(() => void heard++)
    expect(process.listenerCount(event)).toBe(before + 1)
    const [listener] = process.listeners(event as 'SIGTSTP').slice(-1)
    listener?.('SIGTSTP')
    leave()
    expect([heard, process.listenerCount(event)]).toEqual([1, before])
  }
})
