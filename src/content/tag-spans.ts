/** A tag of XML or HTML in pieces: its name, the names of its attributes, their values. */
import type { ContentSpan } from './document.ts'

export function tagSpans(tag: string): ContentSpan[] {
  const opening = /^<[!?/]?[^\s/>]*/.exec(tag)![0]
  const spans: ContentSpan[] = [[opening, 'keyword']]
  const closing = /[/?]?>$/.exec(tag.slice(opening.length))?.[0] ?? ''
  const inside = tag.slice(opening.length, tag.length - closing.length)
  for (const [piece] of inside.matchAll(/"[^"]*"?|'[^']*'?|[^\s=<>"']+|[\s=<>]+/g)) {
    const quoted = piece.startsWith('"') || piece.startsWith("'")
    spans.push(quoted ? [piece, 'string'] : /^[\s=<>]/.test(piece) ? [piece] : [piece, 'key'])
  }
  if (closing !== '' && opening.length < tag.length) spans.push([closing, 'keyword'])
  return spans
}
