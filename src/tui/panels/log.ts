/** The warnings of the session and what the last row said, newest last, in full. */
import { sanitize } from '../../kit/sanitize.ts'
import type { Warning } from '../../store/index.ts'
import { wrapLine } from '../detail/wrap-line.ts'
import { timeOf } from '../list/row-line.ts'
import type { Line } from '../parts/line.ts'

/** `told` is what the last row said. */
export function logLines(
  warnings: readonly Warning[],
  told: readonly { readonly at: number; readonly text: string }[],
  width: number,
): Line[] {
  const said = told.map(({ at, text }) => ({ at, code: 'screen', message: text }))
  const all: readonly Pick<Warning, 'at' | 'code' | 'message'>[] = [...warnings, ...said].toSorted(
    (a, b) => a.at - b.at,
  )
  if (all.length === 0) return [[['No warnings.', 'dim']]]
  return all.flatMap(({ at, code, message }) => {
    const line: Line = [[`${timeOf(at)} `, 'dim'], [`${sanitize(code)} `, 'warning'], [sanitize(message)]]
    return wrapLine(line, width, 2)
  })
}
