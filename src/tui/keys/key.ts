/** Keys by name, as the keymap and people write them: `j`, `G`, `ctrl-f`, `down`, `enter`, `space`, `alt-x`. */
import type { Key } from 'ink'

const named: readonly (readonly [keyof Key, string])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'esc'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
]

const written: Readonly<Record<string, string>> = {
  ' ': 'space',
  '\r\n': 'enter',
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
}

/**
 * What was pressed, in order: keys that are typed fast arrive together. Ink tells backspace (0x7f) as `backspace` and the
 * delete key as `delete`.
 */
export function keyNames(input: string, key: Key): string[] {
  if (key.tab) return [key.shift ? 'shift-tab' : 'tab']
  for (const [flag, name] of named)
    if (key[flag]) return [key.ctrl ? `ctrl-${name}` : key.shift && name !== 'esc' ? `shift-${name}` : name]
  if (key.ctrl) return [`ctrl-${written[input] ?? input.toLowerCase()}`]
  if (key.meta) return [`alt-${input}`]
  return [...segmenter.segment(input)].map(({ segment }) => written[segment] ?? controlName(segment) ?? segment)
}

/** A control character between others that came with it: Ink tells only of those that come alone. */
function controlName(char: string): string | undefined {
  if (char >= ' ') return undefined
  const code = char.charCodeAt(0)
  return `ctrl-${String.fromCharCode(code + (code > 0x1a ? 0x40 : 0x60))}`
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

const symbols: Readonly<Record<string, string>> = { up: '↑', down: '↓', left: '←', right: '→' }

/** A key's name for help lines. */
export function shownKey(name: string): string {
  return symbols[name] ?? name
}
