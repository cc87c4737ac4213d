/** Cells of a picture as the terminal gets them: its 256 colours where it has them, shades of its own colour where not. */
import type { PixelStyle, Style } from '../parts/line.ts'
import type { Theme } from './theme.ts'

const shades = [' ', '░', '▒', '▓', '█']

export function isPixels(style: Style): style is PixelStyle {
  return style.startsWith('#')
}

export function paintPixels(text: string, style: PixelStyle, { name }: Theme): string {
  const [upper, lower] = style.split('/').map(rgbOf) as [Rgb, Rgb]
  if (name === 'sixteen' || name === 'plain') return shades[shadeOf(upper, lower)]!.repeat(text.length)
  return `\x1b[38;5;${indexOf(upper)};48;5;${indexOf(lower)}m${text}\x1b[0m`
}

type Rgb = readonly [number, number, number]

function rgbOf(colour: string): Rgb {
  const value = Number.parseInt(colour.slice(1), 16) || 0
  return [value >> 16, (value >> 8) & 255, value & 255]
}

/** The nearest of xterm's colours: its cube of six levels, or its row of greys for what has no colour. */
function indexOf([red, green, blue]: Rgb): number {
  if (Math.max(red, green, blue) - Math.min(red, green, blue) < 12) {
    const grey = Math.round((red - 8) / 10)
    return grey < 0 ? 16 : grey > 23 ? 231 : 232 + grey
  }
  const level = (value: number) => (value < 48 ? 0 : value < 115 ? 1 : Math.round((value - 55) / 40))
  return 16 + 36 * level(red) + 6 * level(green) + level(blue)
}

function shadeOf(upper: Rgb, lower: Rgb): number {
  const light = ([red, green, blue]: Rgb) => 0.299 * red + 0.587 * green + 0.114 * blue
  return Math.min(shades.length - 1, Math.floor(((light(upper) + light(lower)) / 512) * shades.length))
}
