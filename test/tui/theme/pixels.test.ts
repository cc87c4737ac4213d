import { expect, test } from 'vitest'
import { isPixels, paintPixels } from '../../../src/tui/theme/pixels.ts'
import { themes } from '../../../src/tui/theme/theme.ts'

test('the nearest of 256 colours: its cube, and its greys', () => {
  expect(paintPixels('▀▀', '#ff0000/#0000ff', themes.dark)).toBe('\x1b[38;5;196;48;5;21m▀▀\x1b[0m')
  expect(paintPixels('▀', '#000000/#ffffff', themes.light)).toBe('\x1b[38;5;16;48;5;231m▀\x1b[0m')
  expect(paintPixels('▀', '#808080/#5f8700', themes.dark)).toBe('\x1b[38;5;244;48;5;64m▀\x1b[0m')
})

test('shades where there are no such colours', () => {
  const shade = (style: '#000000/#000000' | '#ffffff/#ffffff' | '#808080/#808080') =>
    paintPixels('▀▀', style, themes.plain)
  expect([shade('#000000/#000000'), shade('#808080/#808080'), shade('#ffffff/#ffffff')]).toEqual(['  ', '▒▒', '██'])
})

test('named styles are none', () => {
  expect([isPixels('ok'), isPixels('#000000/#000000')]).toEqual([false, true])
})
