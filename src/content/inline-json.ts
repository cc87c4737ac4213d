/** JSON on one line, highlighted by its tokens; what is none stays plain. */
import type { ContentSpan } from './document.ts'

const tokens = /("(?:[^"\\]|\\.)*")(\s*:)?|(true|false|null)\b|(-?\d[\d.eE+-]*)|[^"tfn\d-]+|./gsu

export function inlineJson(text: string): ContentSpan[] {
  const spans: ContentSpan[] = []
  for (const [whole, quoted, colon, word, number] of text.matchAll(tokens)) {
    if (quoted !== undefined) spans.push([quoted, colon === undefined ? 'string' : 'key'])
    if (colon !== undefined) spans.push([colon, 'dim'])
    else if (word !== undefined) spans.push([word, 'keyword'])
    else if (number !== undefined) spans.push([number, 'number'])
    else if (quoted === undefined) spans.push([whole])
  }
  return spans
}
