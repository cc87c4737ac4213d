/** What the screen's verbs do. Each is a few lines over the state; what takes more has a file of its own. */
import { sortColumns } from '../list/sort.ts'
import { layouts } from '../state/ui.ts'
import { themeNames } from '../theme/theme.ts'
import { screenOf } from '../views/layout.ts'
import { contextOf } from '../views/scene.ts'
import type { App } from './app.ts'
import {
  closeDetail,
  compareSelected,
  goToFailed,
  goToTab,
  openDetail,
  searchAgain,
  searchFor,
  step,
} from './browse.ts'
import { copySelected } from './copy.ts'
import { editNew, editRule, editSelected } from './edit.ts'
import { goToField } from './field-keys.ts'
import { purge, unmarkAll } from './many.ts'
import { openFaults, openOrders, openThrottles } from './menus.ts'
import { choose } from './choose.ts'
import { type Move, goToNewest, move, moves } from './move.ts'
import { inTab } from './in-tab.ts'
import { setIntercept, toggleIntercept } from './intercept.ts'
import { oneOf } from './one-of.ts'
import { goToOriginal } from './journey.ts'
import { checkKept, isReading } from './reading.ts'
import { changeRule } from './rule.ts'
import { saveView } from './save-view.ts'
import { commentSelected, markSelected } from './remarks.ts'
import type { VerbName } from './verb-list.ts'

type Verb = (app: App, argument: string) => void | Promise<void>

/** Before anybody types or edits for nothing. */
const ofKept =
  (verb: Verb): Verb =>
  (app, argument) => {
    checkKept(app)
    return verb(app, argument)
  }

export const verbs: Readonly<Record<VerbName, Verb>> = {
  move: (app, argument) => move(app, oneOf<Move>(argument, moves, 'a direction')),
  open: openDetail,
  back,
  focus,
  tab: goToTab,
  'in-tab': inTab,
  next: (app) => step(app, 1),
  previous: (app) => step(app, -1),
  'next-failed': goToFailed,
  follow,
  filter: (app, argument) => {
    if (argument !== '') app.setFilter(argument)
    else app.dispatch({ type: 'prompt', kind: 'filter', label: 'filter: ', text: app.ui.filter })
  },
  'marked-only': (app) => {
    app.dispatch({ type: 'marked-only', on: !app.ui.markedOnly })
    app.setFilter(app.ui.filter)
  },
  purge,
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
  'unmark-all': unmarkAll,
  mark: markSelected,
  comment: ofKept(commentSelected),
  edit: ofKept(editSelected),
  original: goToOriginal,
  new: editNew,
  copy: copySelected,
  compare: ofKept(compareSelected),
  rules: (app) => app.dispatch({ type: 'overlay', overlay: { kind: 'rules', index: 0 } }),
  rule: (app, argument) =>
    argument === 'edit' || argument === 'add' ? editRule(app, argument) : changeRule(app, argument),
  faults: openFaults,
  field: goToField,
  throttles: openThrottles,
  paused: (app) => app.dispatch({ type: 'overlay', overlay: { kind: 'paused', index: 0 } }),
  health: openHealth,
  log: (app) => {
    app.dispatch({ type: 'overlay', overlay: { kind: 'log', from: 0 } })
    move(app, 'last')
  },
  help: (app) => openHelp(app, contextOf(app.ui)),
  commands: (app) => openHelp(app, 'commands'),
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

/** Only routes lead to upstreams that are known before a request names them. */
function openHealth(app: App): void {
  const { subjects, store } = app.source
  if (subjects().length + store.health.list().length > 0)
    return app.dispatch({ type: 'overlay', overlay: { kind: 'health', from: 0 } })
  app.say('no upstreams to show: the routes of a reverse proxy have them')
}

/** What lies under it comes back as it was, a form with what was typed. */
function openHelp(app: App, context: string): void {
  const { overlay } = app.ui
  const under = overlay?.kind === 'help' ? overlay.under : overlay
  app.dispatch({ type: 'overlay', overlay: { kind: 'help', from: 0, context, ...(under && { under }) } })
}

/** What lies on top goes: an overlay, then the detail where it is seen, then the filter's last word. */
function back(app: App): void {
  const { overlay, detail, taken } = app.ui
  if (detail.open && overlay === undefined && !isReading(app)) app.dispatch({ type: 'detail', open: false })
  if (overlay !== undefined)
    app.dispatch({ type: 'overlay', overlay: overlay.kind === 'help' ? overlay.under : undefined })
  else if (app.ui.detail.open) closeDetail(app)
  else if (taken !== undefined) app.dispatch({ type: 'take', id: undefined })
  else if (app.ui.filter !== '') app.setFilter('')
  else app.say('Q quits')
}

/** From one to the other where both are seen; where the detail stands alone, the keys of its tabs do more. */
function focus(app: App): void {
  const { list, detail } = screenOf(app.ui)
  if (!app.ui.detail.open) openDetail(app)
  else if (detail !== undefined && list === undefined) goToTab(app, 'next')
  else app.dispatch({ type: 'focus', focus: app.ui.focus === 'list' ? 'detail' : 'list' })
}

/** Following begins at the newest, whatever is read. */
function follow(app: App): void {
  app.dispatch({ type: 'follow', on: !app.ui.follow })
  if (app.ui.follow) goToNewest(app)
}

function sortBy(app: App, sort: App['ui']['sort']): void {
  app.dispatch({ type: 'sort', sort })
  app.list.sort(sort)
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
