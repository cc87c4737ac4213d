import { describe, expect, test } from 'vitest'
import { isForeground, terminalInterrupts } from '../../../../src/cli/commands/run/foreground.ts'

describe('isForeground', () => {
  test.each([
    // pid (name) state parent group session terminal foreground-group
    ['10 (node) S 9 10 9 34816 10 4194304', true],
    ['10 (node) S 9 10 9 34816 9 4194304', false],
    ['10 (node) S 9 10 9 0 -1 4194304', false],
    ['10 (a) b (c) S 9 10 9 34816 10 4194304', true],
    ['nonsense', undefined],
  ])('%s → %s', (stat, expected) => expect(isForeground(stat)).toBe(expected))
})

test('terminalInterrupts answers on this machine', async () => {
  expect(typeof (await terminalInterrupts())).toBe('boolean')
})
