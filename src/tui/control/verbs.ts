/** What the screen's verbs do. Each is a few lines over the state; what takes more has a file of its own. */
import { sortColumns } from '../list/sort.ts'
import { layouts } from '../state/ui.ts'
import { writeViewSettings } from '../state/view-file.ts'
import { themeNames } from '../theme/theme.ts'
import { contextOf } from '../views/scene.ts'
import type { App } from './app.ts'
import { compareSelected, goToFailed, goToTab, openDetail, searchAgain, searchFor, step } from './browse.ts'
import { copySelected } from './copy.ts'
import { editNew, editRule, editSelected } from './edit.ts'
import { openFaults, openOrders, openThrottles } from './menus.ts'
import { choose } from './choose.ts'
import { type Move, move, moves } from './move.ts'
import { setIntercept, toggleIntercept } from './intercept.ts'
import { oneOf } from './one-of.ts'
import { changeRule } from './rule.ts'
import { commentSelected, markSelected } from './remarks.ts'
import type { VerbName } from './verb-list.ts'

type Verb = (app: App, argument: string) => void | Promise<void>

export const verbs: Readonly<Record<VerbName, Verb>> = {
  move: (app, argument) => move(app, oneOf<Move>(argument, moves, 'a direction')),
  open: openDetail,
  back,
  focus: (app) => {
    if (app.ui.detail.open) app.dispatch({ type: 'focus', focus: app.ui.focus === 'list' ? 'detail' : 'list' })
    else openDetail(app)
  },
  tab: goToTab,
  next: (app) => step(app, 1),
  previous: (app) => step(app, -1),
  'next-failed': goToFailed,
  follow: (app) => app.dispatch({ type: 'follow', on: !app.ui.follow }),
  filter: (app, argument) => {
    if (argument !== '') app.setFilter(argument)
    else app.dispatch({ type: 'prompt', kind: 'filter', label: 'filter: ', text: app.ui.filter })
  },
  'marked-only': (app) => {
    app.dispatch({ type: 'marked-only', on: !app.ui.markedOnly })
    app.setFilter(app.ui.filter)
  },
  order: (app, argument) => {
    if (argument === '') return openOrders(app)
    const column = oneOf(argument, sortColumns, 'a column')
    sortBy(app, { column, descending: column === 'size' || column === 'took' })
  },
  reverse: (app) => sortBy(app, { ...app.ui.sort, descending: !app.ui.sort.descending }),
  search: (app, argument) => {
    if (argument !== '') searchFor(app, argument)
    else app.dispatch({ type: 'prompt', kind: 'search', label: 'search: ', text: app.ui.detail.search })
  },
  'search-next': (app) => searchAgain(app, false),
  'search-previous': (app) => searchAgain(app, true),
  intercept: (app, argument) => setIntercept(app, argument),
  'intercept-toggle': toggleIntercept,
  mark: markSelected,
  comment: commentSelected,
  edit: editSelected,
  new: editNew,
  copy: copySelected,
  compare: compareSelected,
  rules: (app) => app.dispatch({ type: 'overlay', overlay: { kind: 'rules', index: 0 } }),
  rule: (app, argument) =>
    argument === 'edit' || argument === 'add' ? editRule(app, argument) : changeRule(app, argument),
  faults: openFaults,
  throttles: openThrottles,
  paused: (app) => app.dispatch({ type: 'overlay', overlay: { kind: 'paused', index: 0 } }),
  log: (app) =>
    app.dispatch({
      type: 'overlay',
      overlay: { kind: 'log', from: Math.max(0, app.source.store.warnings().length - app.ui.size.rows + 6) },
    }),
  help: (app) => app.dispatch({ type: 'overlay', overlay: { kind: 'help', from: 0, context: contextOf(app.ui) } }),
  commands: (app) => app.dispatch({ type: 'overlay', overlay: { kind: 'help', from: 0, context: 'commands' } }),
  command: (app, argument) => app.dispatch({ type: 'prompt', kind: 'command', label: ':', text: argument }),
  layout: (app, argument) => {
    const next = layouts[(layouts.indexOf(app.ui.layout) + 1) % layouts.length]!
    const layout = argument === '' ? next : oneOf(argument, layouts, 'a layout')
    app.dispatch({ type: 'layout', layout })
    app.say(`layout ${layout}; save-view keeps it`)
  },
  theme: (app, argument) => {
    const next = themeNames[(themeNames.indexOf(app.ui.theme) + 1) % themeNames.length]!
    const theme = argument === '' ? next : oneOf(argument, themeNames, 'a theme')
    app.dispatch({ type: 'theme', theme })
    app.say(`theme ${theme}; save-view keeps it`)
  },
  'save-view': saveView,
  choose,
  redraw: (app) => app.doors.repaint(),
  stop: (app) => app.doors.stop(),
  quit,
}

/** What lies on top goes: an overlay, then the detail, then the filter's last word. */
function back(app: App): void {
  const { overlay, detail, taken } = app.ui
  if (overlay !== undefined) app.dispatch({ type: 'overlay', overlay: undefined })
  else if (detail.open) app.dispatch({ type: 'detail', open: false })
  else if (taken !== undefined) app.dispatch({ type: 'take', id: undefined })
  else if (app.ui.filter !== '') app.setFilter('')
  else app.say('Q quits')
}

function sortBy(app: App, sort: App['ui']['sort']): void {
  app.dispatch({ type: 'sort', sort })
  app.list.sort(sort)
}

async function saveView(app: App): Promise<void> {
  const { theme, layout, sort, filter } = app.ui
  const { keys } = app.settings
  await app.source.file.write(writeViewSettings({ theme, layout, sort, filter, ...(keys && { keys }) }))
  app.say(`kept in ${app.source.file.path}`, 'ok')
}

/** Asks only where something would be lost: exchanges that wait for a decision. */
function quit(app: App): void {
  const held = app.source.paused().length
  if (held > 0 && app.ui.overlay?.kind !== 'confirm' && !app.ui.closing) {
    const question = `${held} paused ${held === 1 ? 'exchange is' : 'exchanges are'} let go. End?`
    app.dispatch({ type: 'overlay', overlay: { kind: 'confirm', question, line: 'quit' } })
    return
  }
  app.dispatch({ type: 'overlay', overlay: undefined })
  app.dispatch({ type: 'closing' })
  app.doors.quit()
}
