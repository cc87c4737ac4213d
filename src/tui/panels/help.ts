/** Help for where one is: the keys that count there, made from the keymap. */
import { shownKey } from '../keys/key.ts'
import type { Binding, Context } from '../keys/bindings.ts'
import type { Keymap } from '../keys/keymap.ts'
import { truncate, widthOf } from '../../kit/width.ts'
import type { Line, Span } from '../parts/line.ts'

const titles: Readonly<Record<Context, string>> = {
  everywhere: 'everywhere',
  list: 'in the list',
  detail: 'in the detail',
  rules: 'in the rules',
  paused: 'among what is paused',
  menu: 'in a menu',
  fault: 'among the faults',
  field: 'in a field',
  view: 'while reading',
}

/** Columns of a key and its summary. */
const cellWidth = 60

export function helpLines(keymap: Keymap, context: Context, columns: number): Line[] {
  const all = keymap.of(context)
  const own = all.filter((binding) => binding.context === context)
  const others = all.filter((binding) => binding.context !== context)
  return [
    [
      ['Keys ', 'bold'],
      [titles[context], 'accent'],
      ['   every line on the right can be typed after :', 'dim'],
    ],
    [],
    ...table(own, columns),
    [],
    ...(context === 'detail' ? tabLines(keymap) : []),
    [
      ['Keys ', 'bold'],
      [titles.everywhere, 'accent'],
    ],
    [],
    ...table(others, columns),
    [],
    [
      ['In filters: ', 'dim'],
      ['~d', 'key'],
      [' host  ', 'dim'],
      ['~u', 'key'],
      [' URL  ', 'dim'],
      ['~m', 'key'],
      [' method  ', 'dim'],
      ['~c', 'key'],
      [' status  ', 'dim'],
      ['~b', 'key'],
      [' body  ', 'dim'],
      ['~e', 'key'],
      [' error  ', 'dim'],
      ['& | ! ( )', 'key'],
    ],
  ]
}

function tabLines({ tabKeys }: Keymap): Line[] {
  return [
    [
      ['Keys ', 'bold'],
      ['of its tabs', 'accent'],
    ],
    [],
    ...tabKeys
      .filter(({ keys }) => keys.length > 0)
      .map(({ keys, tabs, summary }): Line => [
        [` ${keys.map(shownKey).join(' ').padEnd(14)}`, 'key'],
        [` ${summary}`],
        [`  ${tabs.join(', ')}`, 'dim'],
      ]),
    [],
  ]
}

function table(all: readonly Binding[], columns: number): Line[] {
  const cells = all.map(({ keys, summary, line }): Line => [
    [` ${keys.map(shownKey).join(' ').padEnd(14)}`, 'key'],
    [` ${summary}`],
    [`  ${line}`, 'dim'],
  ])
  if (columns < 2 * cellWidth) return cells
  const half = Math.ceil(cells.length / 2)
  return cells.slice(0, half).map((left, i) => [...cut(left), ...(cells[half + i] ?? [])])
}

/** The line in exactly the width of a cell, with a blank at its end. */
function cut(line: Line): Line {
  const kept: Span[] = []
  let left = cellWidth - 1
  for (const [text, style = 'plain'] of line) {
    const shown = truncate(text, left)
    kept.push([shown, style])
    left -= widthOf(shown)
  }
  return [...kept, [' '.repeat(left + 1)]]
}
