/** One line of text being typed: the editing keys of a shell, on whole characters (graphemes). Pure. */

export type Typed = {
  text: string
  /** Where the next character goes, in UTF-16 units. */
  at: number
}

export const nothingTyped: Typed = { text: '', at: 0 }

export function typedText(text: string): Typed {
  return { text, at: text.length }
}

/** The text after a key; undefined when the key is none of editing. */
export function editText(typed: Typed, key: string): Typed | undefined {
  const { text, at } = typed
  const edit = edits[key]
  if (edit !== undefined) return edit(text, at)
  // Names of keys have several characters, what they write has one.
  if (key === 'space') return insert(typed, ' ')
  return [...segmenter.segment(key)].length === 1 && key >= ' ' ? insert(typed, key) : undefined
}

/** Pasted text becomes one line. */
export function insert({ text, at }: Typed, piece: string): Typed {
  const line = piece.replace(/\r\n|[\r\n\t]/g, ' ').replace(/[\x00-\x1f\x7f]/g, '')
  return { text: text.slice(0, at) + line + text.slice(at), at: at + line.length }
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function before(text: string, at: number): number {
  const last = [...segmenter.segment(text.slice(0, at))].at(-1)
  return last?.index ?? 0
}

function after(text: string, at: number): number {
  const first = segmenter.segment(text.slice(at))[Symbol.iterator]().next()
  return first.done ? at : at + first.value.segment.length
}

/** Where the word before begins, with the blanks after it. */
function wordBefore(text: string, at: number): number {
  return /\S+\s*$/.exec(text.slice(0, at))?.index ?? 0
}

const cut = (text: string, from: number, to: number): Typed => ({
  text: text.slice(0, from) + text.slice(to),
  at: from,
})

const toStart = (text: string): Typed => ({ text, at: 0 })
const toEnd = (text: string): Typed => ({ text, at: text.length })
const toLeft = (text: string, at: number): Typed => ({ text, at: before(text, at) })
const toRight = (text: string, at: number): Typed => ({ text, at: after(text, at) })

const edits: Readonly<Record<string, (text: string, at: number) => Typed>> = {
  left: toLeft,
  'ctrl-b': toLeft,
  right: toRight,
  'ctrl-f': toRight,
  home: toStart,
  'ctrl-a': toStart,
  end: toEnd,
  'ctrl-e': toEnd,
  backspace: (text, at) => cut(text, before(text, at), at),
  'ctrl-h': (text, at) => cut(text, before(text, at), at),
  delete: (text, at) => cut(text, at, after(text, at)),
  'ctrl-d': (text, at) => cut(text, at, after(text, at)),
  'ctrl-w': (text, at) => cut(text, wordBefore(text, at), at),
  'ctrl-u': (text, at) => cut(text, 0, at),
  'ctrl-k': (text, at) => ({ text: text.slice(0, at), at }),
}
