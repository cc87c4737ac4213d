/** What a tab's own keys do, at the end of a row: `v view  q list`, with the keys of this user. */
import { shownKey } from '../keys/key.ts'
import type { Line, Span } from '../parts/line.ts'
import type { TabView } from './tab.ts'

/** Usual names of keys, and the word for what they do. */
export type Hint = readonly [keys: readonly string[], word: string]

/** Without those that have no key; empty when none has. */
export function hintLine({ keyOf }: Pick<TabView, 'keyOf'>, hints: readonly Hint[]): Line {
  const named = hints.flatMap(([keys, word]) => {
    const bound = keys.map(keyOf).filter((key) => key !== undefined)
    return bound.length === 0 ? [] : [{ keys: bound.map(shownKey).join(' '), word }]
  })
  return named.flatMap(({ keys, word }, at): Span[] => [
    [`${at > 0 ? '  ' : ''}${keys}`, 'key'],
    [` ${word}`, 'dim'],
  ])
}
