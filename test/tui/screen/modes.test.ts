import { expect, test } from 'vitest'
import { enterScreen, leaveScreen, withModes } from '../../../src/tui/screen/modes.ts'

const modes = (text: string) => [...text.matchAll(/\x1b\[\?(\d+[hl])/g)].map(([, mode]) => mode!)

test('our modes hold while the screen is ours, and every one is switched back before it is left', () => {
  expect(modes(withModes(`${enterScreen}frame`))).toEqual(['1049h', '7l', '1000h', '1006h'])
  expect(modes(withModes(leaveScreen))).toEqual(['1006l', '1000l', '7h', '1049l'])
  expect(withModes('frame')).toBe('frame')
})
