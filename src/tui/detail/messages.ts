/** The messages of a WebSocket or the events of a stream, live: a list with a cursor, and each of them opened. */
import type { Exchange, StreamMessage } from '../../model/exchange.ts'
import { clamp, scrollTo } from '../parts/scroll.ts'
import { spread } from '../parts/spread.ts'
import type { Line } from '../parts/line.ts'
import { stepOf } from './cursor.ts'
import { createInflater, type Inflater } from './stream/inflate.ts'
import { messageLine, previewOf } from './stream/message-line.ts'
import { findOpened, openedKey, openedPage } from './stream/opened.ts'
import { hintLine } from './hints.ts'
import { findIn, markAll } from './page-of.ts'
import type { DetailTab, TabPage, TabView } from './tab.ts'

export type MessagesState = {
  inflater: ReturnType<typeof createInflater>
  /** Under the cursor; absent = the newest. */
  at: StreamMessage | undefined
  open: StreamMessage | undefined
  /** Where the window was asked to be: elsewhere, when somebody scrolled. */
  from: number
}

export const messagesTab: DetailTab = {
  name: 'messages',
  title({ messageCount: { up, down } }) {
    return up + down === 0 ? 'Messages' : `Messages ${(up + down).toLocaleString('en-US')}`
  },
  fits: ({ kind, messages, messageCount }) =>
    kind === 'websocket' || messages.length > 0 || messageCount.up + messageCount.down > 0,
  page(exchange, view) {
    const state = stateOf(view)
    const { open } = state
    return open === undefined ? listPage(exchange, view, state) : openedPage(view, open, plainOf(exchange, state))
  },
  find(exchange, view, from, back) {
    const { search } = view
    const state = stateOf(view)
    if (search === undefined) return undefined
    if (state.open !== undefined) return findOpened(view, state.open, plainOf(exchange, state), from, back)
    return findMessage(exchange, view, state, from, back)
  },
  key(exchange, view, key) {
    const state = stateOf(view)
    if (state.open === undefined) return listKey(exchange, view, state, key)
    if (key !== 'q' && key !== 'esc' && key !== 'backspace')
      return openedKey(view, state.open, plainOf(exchange, state), key)
    state.open = undefined
    return goTo(exchange, view, state, indexOf(exchange, state))
  },
}

function stateOf({ memory, from }: TabView): MessagesState {
  const kept = memory.get('messages') as MessagesState | undefined
  if (kept !== undefined) return kept
  const state: MessagesState = { inflater: createInflater(), at: undefined, open: undefined, from }
  memory.set('messages', state)
  return state
}

export function plainOf({ messages, messageCount }: Exchange, { inflater }: MessagesState): Inflater {
  return inflater.read(messages, messageCount.up + messageCount.down)
}

function indexOf({ messages }: Exchange, { at }: MessagesState): number {
  const found = at === undefined ? messages.length - 1 : messages.indexOf(at)
  return Math.max(0, found)
}

/** One line is for the counts. */
const above = 1

function listPage(exchange: Exchange, view: TabView, state: MessagesState): TabPage {
  const { messages, startedAt } = exchange
  const { height, width, search } = view
  const count = messages.length + above
  // At the newest the window follows, until somebody scrolls or moves away from it.
  const follows = state.at === undefined && view.from === state.from
  const from = follows ? Math.max(0, count - height) : view.from
  const cursor = clamp(Math.max(from, Math.min(indexOf(exchange, state) + above, from + height - 1)), count)
  const plain = plainOf(exchange, state)
  const rows = messages.slice(Math.max(0, from - above), from - above + height).map((message, i): Line => {
    const line = Math.max(above, from) + i
    return messageLine({ message, plain: plain.plain(message), startedAt }, line === cursor, width)
  })
  const lines = from < above ? [countLine(exchange, view), ...rows] : rows
  return { lines: markAll(lines.slice(0, height), search), count, selected: cursor, ...(follows && { from }) }
}

function countLine({ messages, messageCount: { up, down }, endedAt }: Exchange, view: TabView): Line {
  const lost = up + down - messages.length
  const said: Line = [
    [`↑ ${up.toLocaleString('en-US')}  ↓ ${down.toLocaleString('en-US')}`, 'bold'],
    [lost > 0 ? `  the last ${messages.length.toLocaleString('en-US')} are kept` : '', 'dim'],
    [endedAt === undefined ? '  open' : '  closed', 'dim'],
  ]
  return spread(
    said,
    [
      hintLine(view, [
        [['enter'], 'open'],
        [['G'], 'newest'],
      ]),
    ],
    view.width,
  )
}

function listKey(exchange: Exchange, view: TabView, state: MessagesState, key: string): boolean | number {
  const { messages } = exchange
  const here = indexOf(exchange, state)
  const step = stepOf(key)
  if (step !== undefined) return goTo(exchange, view, state, here + step)
  if (key === 'G' || key === 'end') return goTo(exchange, view, state, messages.length - 1)
  if (key === 'g' || key === 'home') return goTo(exchange, view, state, 0)
  const message = messages[here]
  if (key !== 'enter' || message === undefined) return false
  state.at = message
  state.open = message
  return 0
}

/** The cursor at this message, or at whatever comes when it is the newest. */
function goTo({ messages }: Exchange, view: TabView, state: MessagesState, index: number): number {
  const at = clamp(index, messages.length)
  const count = messages.length + above
  const newest = at >= messages.length - 1
  const follows = state.at === undefined && view.from === state.from
  const top = follows ? Math.max(0, count - view.height) : view.from
  state.at = newest ? undefined : messages[at]
  state.from = newest ? Math.max(0, count - view.height) : scrollTo(at === 0 ? 0 : at + above, top, view.height, count)
  return state.from
}

function findMessage(
  exchange: Exchange,
  view: TabView,
  state: MessagesState,
  from: number,
  back: boolean,
): number | undefined {
  const plain = plainOf(exchange, state)
  const lines = exchange.messages.map((message): Line => [[previewOf(message, plain.plain(message))]])
  const found = findIn(lines, view.search!, from - above, back)
  if (found === undefined) return undefined
  state.at = exchange.messages[found]
  return found + above
}
