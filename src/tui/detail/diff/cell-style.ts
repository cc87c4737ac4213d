/** How a change looks: a sign that is read without colours, and a style beside it. */
import type { Style } from '../../parts/line.ts'
import type { Cell } from './tracks.ts'

export const signs: Readonly<Record<Cell['kind'], string>> = {
  same: ' ',
  added: '+',
  removed: '-',
  changed: '~',
  renamed: '~',
  recased: '≈',
  moved: '≈',
}

export function styleOf(kind: Cell['kind']): Style {
  switch (kind) {
    case 'added':
    case 'removed':
    case 'changed':
      return kind
    case 'renamed':
      return 'changed'
    case 'recased':
    case 'moved':
    case 'same':
      return 'dim'
    default:
      return kind satisfies never
  }
}
