/** Names and what is known under them, one below the other: the plain pages of the detail are made of these. */
import { fit } from '../../kit/width.ts'
import type { Line, Span } from '../parts/line.ts'
import { lineWidth } from '../parts/spread.ts'
import { wrapLine } from './wrap-line.ts'

export type Fact = readonly [name: string, ...value: Span[]]

const nameWidth = 12

/** Values begin in one column, and go on there when they are long. Facts without a value are left out. */
export function factLines(facts: readonly (Fact | undefined)[], width: number): Line[] {
  return facts.flatMap((fact) => {
    if (fact === undefined || fact.length < 2) return []
    const [name, ...value] = fact
    return wrapLine([[`${fit(name, nameWidth)} `, 'dim'], ...value], width, nameWidth + 1)
  })
}

/** A heading with a rule for what it leaves of the row. */
export function headingLine(title: Line, width: number): Line {
  const used = lineWidth(title)
  return [['── ', 'dim'], ...title, [` ${'─'.repeat(Math.max(0, width - used - 4))}`, 'dim']]
}
