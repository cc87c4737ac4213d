/** Where things stand in a JSON text, for errors: `JSON.parse` knows no place of what is wrong in meaning, nor always of what is wrong in form. */

export type Place = { line: number; column: number }

export type Mistake = Place & { expected: string; found: string }

class Wrong extends Error {
  readonly at: number
  readonly expected: string

  constructor(at: number, expected: string) {
    super(expected)
    this.at = at
    this.expected = expected
  }
}

/** The first mistake of a text that is no JSON; undefined when it is. */
export function firstMistake(text: string): Mistake | undefined {
  try {
    const end = skip(
      text,
      walk(text, skip(text, 0), () => {}),
    )
    if (end < text.length) throw new Wrong(end, 'the end')
    return undefined
  } catch (error) {
    if (!(error instanceof Wrong)) throw error
    const character = text[error.at]
    const found =
      character === undefined ? 'the end' : JSON.stringify(String.fromCodePoint(text.codePointAt(error.at)!))
    return { ...placeAt(text, error.at), expected: error.expected, found }
  }
}

/** Where the value at this path begins, or the innermost one on the way there that exists. The text must be JSON. */
export function placeOf(text: string, path: readonly (string | number)[]): Place {
  let best = { depth: 0, at: skip(text, 0) }
  walk(text, best.at, (at, trail) => {
    const fits = trail.length <= path.length && trail.every((step, i) => step === path[i])
    if (fits && trail.length > best.depth) best = { depth: trail.length, at }
  })
  return placeAt(text, best.at)
}

function placeAt(text: string, at: number): Place {
  const before = text.slice(0, at)
  const line = before.split('\n').length
  return { line, column: at - before.lastIndexOf('\n') }
}

type Visit = (at: number, trail: readonly (string | number)[]) => void

type Frame = { object: boolean; index: number }

const string = /"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const scalar = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const blank = /[ \t\n\r]*/y

/** Goes over the value at `at`, telling each value's place, and returns where it ends. Without recursion: depth is the file's. */
function walk(text: string, start: number, visit: Visit): number {
  const frames: Frame[] = []
  const trail: (string | number)[] = []
  let at = start
  for (;;) {
    visit(at, trail)
    const bracket = text[at]
    if (bracket === '{' || bracket === '[') {
      const next = skip(text, at + 1)
      if (text[next] !== (bracket === '{' ? '}' : ']')) {
        frames.push({ object: bracket === '{', index: 0 })
        at = enter(text, next, frames.at(-1)!, trail)
        continue
      }
      at = next + 1
    } else at = scalarEnd(text, at)
    for (;;) {
      const frame = frames.at(-1)
      if (frame === undefined) return at
      at = skip(text, at)
      trail.pop()
      if (text[at] === ',') {
        frame.index++
        at = enter(text, skip(text, at + 1), frame, trail)
        break
      }
      if (text[at] !== (frame.object ? '}' : ']')) throw new Wrong(at, frame.object ? '"," or "}"' : '"," or "]"')
      frames.pop()
      at++
    }
  }
}

/** The step into a container: past the key of an object. */
function enter(text: string, at: number, frame: Frame, trail: (string | number)[]): number {
  if (!frame.object) {
    trail.push(frame.index)
    return at
  }
  const end = stringEnd(text, at)
  if (end === undefined) throw new Wrong(at, 'a key in quotes')
  trail.push(JSON.parse(text.slice(at, end)) as string)
  const colon = skip(text, end)
  if (text[colon] !== ':') throw new Wrong(colon, '":"')
  return skip(text, colon + 1)
}

function scalarEnd(text: string, at: number): number {
  const end = stringEnd(text, at)
  if (end !== undefined) return end
  scalar.lastIndex = at
  if (!scalar.test(text))
    throw new Wrong(at, text[at] === '"' ? 'a text that ends, without control characters' : 'a value')
  return scalar.lastIndex
}

function stringEnd(text: string, at: number): number | undefined {
  string.lastIndex = at
  return string.test(text) ? string.lastIndex : undefined
}

function skip(text: string, at: number): number {
  blank.lastIndex = at
  blank.test(text)
  return blank.lastIndex
}
