/** What differs between two bodies as lines: JSON by its paths, text by its lines, anything else by size and hash. */
import type { BodyDiff, Digest } from '../../../content/diff-body.ts'
import { readableBytes } from '../../../kit/readable.ts'
import { sanitize } from '../../../kit/sanitize.ts'
import type { Line, Span } from '../../parts/line.ts'
import { wrapLine } from '../wrap-line.ts'

type JsonChange = Extract<BodyDiff, { kind: 'json' }>['changes'][number]
type LineChange = Extract<BodyDiff, { kind: 'text' }>['lines'][number]

/** Characters of one JSON value that are shown. */
const longestValue = 300

/** Lines of text that stayed, shown before and after those that did not. */
export function bodyDiffLines(diff: BodyDiff, context: number, width: number): Line[] {
  switch (diff.kind) {
    case 'same':
      return [[['the same', 'dim']]]
    case 'json':
      return diff.changes.flatMap((change) => wrapLine(jsonLine(change), width, 4))
    case 'text':
      return textLines(diff.lines, context, width)
    case 'bytes':
      return [
        [['- ', 'removed'], ...digestSpans(diff.before)],
        [['+ ', 'added'], ...digestSpans(diff.after)],
      ]
    default:
      return diff satisfies never
  }
}

function jsonLine(change: JsonChange): Line {
  const path: Span = [`${sanitize(change.path)}: `, 'name']
  if (change.op === 'added') return [['+ ', 'added'], path, [valueOf(change.after), 'added']]
  if (change.op === 'removed') return [['- ', 'removed'], path, [valueOf(change.before), 'removed']]
  return [
    ['~ ', 'changed'],
    path,
    [valueOf(change.before), 'removed'],
    [' → ', 'dim'],
    [valueOf(change.after), 'added'],
  ]
}

function valueOf(value: unknown): string {
  const text = sanitize(JSON.stringify(value) ?? 'null')
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text
}

function textLines(lines: readonly LineChange[], context: number, width: number): Line[] {
  const near = lines.map(() => false)
  for (const [i, { kind }] of lines.entries())
    if (kind !== 'same') near.fill(true, Math.max(0, i - context), Math.min(lines.length, i + context + 1))
  const shown: Line[] = []
  let left = 0
  for (const [i, line] of lines.entries()) {
    if (!near[i]) left++
    else {
      if (left > 0) shown.push(leftOut(left))
      left = 0
      shown.push(...wrapLine(textLine(line), width, 2))
    }
  }
  return left > 0 ? [...shown, leftOut(left)] : shown
}

function leftOut(count: number): Line {
  return [[`  … ${count} ${count === 1 ? 'line' : 'lines'} unchanged`, 'dim']]
}

function textLine({ kind, text }: LineChange): Line {
  const said = sanitize(text)
  if (kind === 'same') return [[`  ${said}`, 'dim']]
  return kind === 'added' ? [[`+ ${said}`, 'added']] : [[`- ${said}`, 'removed']]
}

function digestSpans({ size, sha256 }: Digest): Span[] {
  return [[readableBytes(size)], [`  sha-256 ${sha256.slice(0, 16)}…`, 'dim']]
}
