import { expect, test } from 'vitest'
import { chooseTheme, isGuess } from '../../../src/tui/theme/choose-theme.ts'

test.each([
  [{ TERM: 'xterm-256color' }, true, undefined, 'dark'],
  [{ TERM: 'xterm', COLORTERM: 'truecolor' }, true, undefined, 'dark'],
  [{ TERM: 'xterm' }, true, undefined, 'sixteen'],
  [{}, true, undefined, 'sixteen'],
  [{ TERM: 'xterm-256color', COLORFGBG: '0;15' }, true, undefined, 'light'],
  [{ TERM: 'xterm-256color', COLORFGBG: '15;default;0' }, true, undefined, 'dark'],
  [{ TERM: 'xterm-256color', COLORFGBG: '' }, true, undefined, 'dark'],
  [{ TERM: 'xterm-256color' }, true, 'light', 'light'],
  [{ TERM: 'xterm-256color' }, false, 'light', 'plain'],
] as const)('%j, colour %s, asked for %s: %s', (env, color, wanted, theme) => {
  expect(chooseTheme(env, color, wanted)).toBe(theme)
})

test.each([
  [{ TERM: 'xterm-256color' }, true, undefined, true],
  [{ TERM: 'xterm-256color' }, true, 'dark', false],
  [{ TERM: 'xterm-256color', COLORFGBG: '15;0' }, true, undefined, false],
  [{ TERM: 'xterm' }, true, undefined, false],
  [{ TERM: 'xterm-256color' }, false, undefined, false],
] as const)('%j, colour %s, asked for %s: the terminal can be asked: %s', (env, color, wanted, guess) => {
  expect(isGuess(env, color, wanted)).toBe(guess)
})
