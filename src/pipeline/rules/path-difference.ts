/** How far a pattern for URLs follows a URL, said by the segment at which they part. */
import { compileFilter, printFilter } from '../../filter/index.ts'
import { editDistance } from '../../kit/nearest.ts'

export type PathDifference = {
  /** Of the path that the pattern follows: 0 = nothing, towards 1. */
  share: number
  text: string
}

/** The pattern does not match the URL. */
export function pathDifference(source: string, url: string): PathDifference {
  const parts = split(source)
  let reached = 0
  while (reached < parts.length - 1 && found(parts.slice(0, reached + 1).join('/'), url)) reached++
  const path = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '')
  const expected = readable(parts[reached] ?? '')
  // `https?:`, nothing and the host stand before the first segment, unless the pattern begins with the path.
  const before = /^\^?https?/i.test(source) ? 2 : 0
  const place = reached - before
  const likeness = similarity(expected, path.split(/[/?]/)[place] ?? '')
  const share = Math.max(0, place - 1 + likeness * 0.9) / Math.max(1, parts.length - before - 1)
  if (place <= 0) return { share, text: `the URL ${JSON.stringify(url)} does not match /${source}/` }
  const [plain = '', query] = path.split('?', 2)
  const got = plain.split('/')[place]
  if (got === undefined)
    return { share, text: `the path ends before segment ${place}, where ${shown(expected)} is expected` }
  const extra = plain.split('/').length - 1 - (parts.length - 1 - before)
  if (extra > 0 && reached === parts.length - 1 && matchesWhole(parts[reached]!, got))
    return {
      share,
      text: `the path goes on after segment ${place}: expected the end, got ${JSON.stringify(
        plain
          .split('/')
          .slice(place + 1)
          .join('/'),
      )}`,
    }
  if (source.includes('?') && expected.includes('?') && expected.startsWith(`${got}?`))
    return {
      share,
      text: `the query differs: expected ${JSON.stringify(expected.slice(got.length + 1))}, got ${query === undefined ? 'none' : JSON.stringify(query)}`,
    }
  return { share, text: `the path differs at segment ${place}: expected ${shown(expected)}, got ${shown(got)}` }
}

/** 1 = equal, 0 = nothing alike. */
function similarity(a: string, b: string): number {
  const size = Math.max(a.length, b.length)
  return size === 0 || size > 200 ? 0 : 1 - editDistance(a, b) / size
}

function shown(segment: string): string {
  return segment === '' ? 'nothing' : segment
}

/** At slashes outside of groups and sets. */
function split(source: string): string[] {
  const parts = ['']
  let depth = 0
  let set = false
  for (let at = 0; at < source.length; at++) {
    const char = source[at]!
    if (char === '\\') {
      parts[parts.length - 1] += char + (source[++at] ?? '')
      continue
    }
    if (set) set = char !== ']'
    else if (char === '[') set = true
    else if (char === '(') depth++
    else if (char === ')') depth--
    if (char === '/' && depth === 0 && !set) parts.push('')
    else parts[parts.length - 1] += char
  }
  return parts
}

function found(source: string, url: string): boolean {
  if (source === '') return true
  try {
    const pattern = { kind: 'pattern', source, start: 0, end: 0 } as const
    return compileFilter(printFilter({ kind: 'atom', name: 'u', argument: pattern, start: 0, end: 0 })).matches({ url })
  } catch {
    return false
  }
}

function matchesWhole(part: string, segment: string): boolean {
  const source = part.replace(/\(\?:\[\?\]\.\*\)\?\$$/, '').replace(/\$$/, '')
  return found(`^(?:${source})$`, segment)
}

/** As a person would write it. */
function readable(source: string): string {
  return source
    .replace(/\(\?:\[\?\]\.\*\)\?\$$/, '')
    .replace(/\$$/, '')
    .replaceAll('[^?]*', '*')
    .replace(/\\([^\w\s])/g, '$1')
}
