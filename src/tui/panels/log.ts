/** The warnings of the session, newest last. */
import { sanitize } from '../../kit/sanitize.ts'
import type { Warning } from '../../store/index.ts'
import { timeOf } from '../list/row-line.ts'
import type { Line } from '../parts/line.ts'

export function logLines(warnings: readonly Warning[]): Line[] {
  if (warnings.length === 0) return [[['No warnings.', 'dim']]]
  return warnings.map(({ at, code, message }): Line => [
    [`${timeOf(at)} `, 'dim'],
    [`${sanitize(code)} `, 'warning'],
    [sanitize(message)],
  ])
}
