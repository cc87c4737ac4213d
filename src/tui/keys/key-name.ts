/** Which names a key can have: what terminals send, and so nothing else can ever be pressed. */
import { nearest } from '../../kit/nearest.ts'

/** Keys that have a name instead of a character. */
const words = [
  ...['up', 'down', 'left', 'right', 'pageup', 'pagedown', 'home', 'end'],
  ...['enter', 'esc', 'tab', 'space', 'backspace', 'delete'],
]

/** Those that terminals send differently with ctrl or shift. */
const modified = ['up', 'down', 'left', 'right', 'pageup', 'pagedown', 'home', 'end', 'delete']

/** What a terminal sends for some of the keys with ctrl: the byte of another key. */
const sameByte: Readonly<Record<string, string>> = {
  'ctrl-space': 'ctrl-`',
  'ctrl-i': 'tab',
  'ctrl-j': 'enter',
  'ctrl-m': 'enter',
  'ctrl-h': 'backspace',
  'ctrl-[': 'esc',
}

/** Undefined for the name of a key; else what may have been meant, '' when nothing comes near. */
export function meantKey(name: string): string | undefined {
  if (isKeyName(name)) return undefined
  const lower = name
    .toLowerCase()
    .replace(/^(ctrl|alt|shift)[+_ ]/, '$1-')
    .replace(/^(control|c)-/, 'ctrl-')
    .replace(/^(meta|m|option)-/, 'alt-')
  if (Object.hasOwn(sameByte, lower)) return sameByte[lower]
  const character = /^shift-([a-z])$/.exec(lower)?.[1]?.toUpperCase()
  if (character !== undefined) return character
  const [, before = '', word = lower] = /^(ctrl-|shift-|alt-)?(.*)$/.exec(lower) ?? []
  const near = [lower, before + (synonyms[word] ?? nearest(word, words))]
  return near.find(isKeyName) ?? ''
}

const synonyms: Readonly<Record<string, string>> = { return: 'enter', escape: 'esc', pgup: 'pageup', pgdn: 'pagedown' }

export function isKeyName(name: string): boolean {
  const [, before, word = ''] = /^(ctrl|alt|shift)-(.+)$/s.exec(name) ?? []
  if (before === undefined) return words.includes(name) || isCharacter(name)
  if (before === 'alt') return isCharacter(word)
  if (before === 'shift') return modified.includes(word) || word === 'tab'
  return (modified.includes(word) || /^[a-z`\\\]^_]$/.test(word)) && !Object.hasOwn(sameByte, name)
}

function isCharacter(text: string): boolean {
  const [first, second] = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)
  return first !== undefined && second === undefined && !/^[\p{C}\s]/u.test(text)
}
