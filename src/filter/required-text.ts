/** Texts that must occur in a request for a filter to match it: what lets many rules be passed over with one look. */
import type { FilterNode } from './node.ts'
import { type PatternNode, parsePattern } from './pattern-parse.ts'

export type RequiredText = {
  /** In the URL, in small letters. */
  url?: string
  /** In the lines of the request's head, in small letters. */
  head?: string
}

/** Shorter ones tell nothing. */
const shortest = 3

/** Only what is certain: alternatives and negations ask for no text. */
export function requiredText(node: FilterNode): RequiredText {
  if (node.kind === 'and') {
    const all = node.children.map(requiredText)
    const [url, head] = [longest(all.map((one) => one.url)), longest(all.map((one) => one.head))]
    return { ...(url !== undefined && { url }), ...(head !== undefined && { head }) }
  }
  if (node.kind !== 'atom' || node.argument.kind !== 'pattern') return {}
  const where = node.name === 'u' ? 'url' : node.name === 'hq' ? 'head' : undefined
  if (where === undefined) return {}
  const text = textOf(node.argument.source, where === 'head')
  return text === undefined ? {} : { [where]: text }
}

function longest(texts: readonly (string | undefined)[]): string | undefined {
  return texts.reduce(
    (best, text) => (text !== undefined && text.length > (best?.length ?? 0) ? text : best),
    undefined,
  )
}

function textOf(source: string, multiline: boolean): string | undefined {
  const runs = ['']
  collect(parsePattern(source, { ignoreCase: true, multiline, dotAll: false }).tree, runs)
  const found = longest(runs)
  return found === undefined || found.length < shortest ? undefined : found.toLowerCase()
}

/** Adds to the last run what must follow it, and begins another where something unknown stands between. */
function collect(node: PatternNode, runs: string[]): void {
  switch (node.type) {
    case 'char':
    case 'letter':
      // Beyond ASCII the same text may be written in more than one way.
      if (node.code < 128) runs[runs.length - 1] += String.fromCharCode(node.code)
      else runs.push('')
      return
    case 'sequence':
      for (const item of node.items) collect(item, runs)
      return
    case 'group':
      collect(node.body, runs)
      return
    case 'assert':
      return
    default:
      runs.push('')
  }
}
