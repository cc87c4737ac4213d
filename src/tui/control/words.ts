/** What may stand behind a name in a line of the prompt, where that is one of a few words. */
import { detailTabs } from '../detail/index.ts'
import { tabKeys } from '../detail/tab-keys.ts'
import { sortColumns } from '../list/sort.ts'
import { layouts } from '../state/ui.ts'
import { themeNames } from '../theme/theme.ts'
import { tabsOf } from '../views/detail.ts'
import type { App } from './app.ts'
import { moves } from './move.ts'

export function wordsFor(app: App, name: string): readonly string[] {
  return Object.hasOwn(words, name) ? words[name]!(app) : []
}

const words: Readonly<Record<string, (app: App) => readonly string[]>> = {
  move: () => moves,
  tab: (app) => {
    const exchange = app.selected()
    return [...(exchange === undefined ? detailTabs : tabsOf(exchange)).map(({ name }) => name), 'next', 'previous']
  },
  'in-tab': () => [...new Set(tabKeys.map(({ line }) => line.slice('in-tab '.length)))],
  order: () => sortColumns,
  copy: ({ source }) => source.forms.map(({ name }) => name),
  rule: () => ['toggle', 'up', 'down', 'remove', 'edit', 'add'],
  field: () => ['next', 'previous', 'none'],
  layout: () => layouts,
  theme: () => themeNames,
  throttle: ({ source }) => [...source.throttles.map(({ name }) => name), 'off'],
  'fault-add': ({ source }) => source.faults.map(({ name }) => name),
  'rule-toggle': rulesOf,
  'rule-remove': rulesOf,
  'rule-replace': rulesOf,
  'rule-move': rulesOf,
}

/** A name with blanks is one word in quotes. */
function rulesOf(app: App): readonly string[] {
  return app.rules().map(({ definition: { name } }) => (/[\s"]/.test(name) ? JSON.stringify(name) : name))
}
