/** A list of choices, each a line of the prompt. */
import type { Line } from '../parts/line.ts'
import type { Choice } from '../state/ui.ts'

export function menuLines(choices: readonly Choice[]): Line[] {
  const width = Math.max(0, ...choices.map(({ label }) => label.length))
  return choices.map(({ label, detail = '', key }): Line => [
    [key === undefined ? '   ' : ` ${key} `, 'key'],
    [label.padEnd(width)],
    [`   ${detail}`, 'dim'],
  ])
}
