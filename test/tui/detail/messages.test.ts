import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Exchange } from '../../../src/model/exchange.ts'
import { messagesTab } from '../../../src/tui/detail/messages.ts'
import type { TabView } from '../../../src/tui/detail/tab.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'
import { buildExchange, buildMessage } from '../../support/exchange.ts'
import { tabView } from '../../support/tab-view.ts'

const messages = Array.from({ length: 20 }, (_item, i) =>
  buildMessage({ data: `{"n":${i}}`, direction: i % 4 === 0 ? 'up' : 'down' }),
)
const stream = (count = messages.length, facts: Partial<Exchange> = {}) =>
  buildExchange({
    kind: 'websocket',
    endedAt: undefined as never,
    messages: messages.slice(0, count),
    messageCount: { up: 5, down: count - 5 },
    ...facts,
  })

/** The window and the keys as the shell has them. */
function look(exchange: Exchange, height = 6) {
  let view: TabView = tabView({ height })
  const page = () => messagesTab.page(exchange, view)
  return {
    page,
    texts: () => page().lines.map((line) => plainLine(line).trim()),
    selected: () => {
      const { selected, from = view.from, lines } = page()
      return plainLine(lines[selected! - from]!)
    },
    press(...keys: string[]) {
      for (const key of keys) {
        const taken = messagesTab.key!(exchange, view, key)
        if (typeof taken === 'number') view = { ...view, from: taken }
      }
    },
    scroll: (from: number) => (view = { ...view, from }),
    more: (next: Exchange) => (exchange = next),
    view: () => view,
  }
}

test('it begins at the newest, and follows', () => {
  const tab = look(stream(10))
  expect(tab.page()).toMatchObject({ count: 11, from: 5, selected: 10 })
  expect(tab.selected()).toContain('{"n":9}')
  tab.more(stream(12))
  expect(tab.page()).toMatchObject({ count: 13, from: 7 })
  expect(tab.selected()).toContain('▸↓')
  expect(tab.selected()).toContain('{"n":11}')
})

test('whoever moves away stays there; at the newest it follows again', () => {
  const tab = look(stream(10))
  tab.press('k', 'k')
  expect(tab.selected()).toContain('{"n":7}')
  tab.more(stream(12))
  expect(tab.selected()).toContain('{"n":7}')
  expect(tab.page().from).toBeUndefined()
  tab.press('G')
  tab.more(stream(15))
  expect(tab.selected()).toContain('{"n":14}')
  tab.press('g')
  expect(tab.texts()[0]).toMatch(/^↑ 5 {2}↓ 10 {2}open +enter open {2}G newest$/)
  expect(tab.selected()).toContain('{"n":0}')
})

test('scrolling takes the cursor along', () => {
  const tab = look(stream())
  tab.page()
  tab.scroll(3)
  expect(tab.page()).toMatchObject({ selected: 8 })
  expect(tab.texts()[0]).toContain('{"n":2}')
})

test('one is opened in place of the list, and closed again', async () => {
  const tab = look(stream(10))
  tab.press('k', 'enter')
  tab.page()
  await setImmediate()
  expect(tab.texts()).toEqual([expect.stringMatching(/^↑ from the client/), '', '{', '"n": 8', '}'])
  expect(messagesTab.find!(stream(10), { ...tab.view(), search: /n/gi }, 0, false)).toBe(3)
  tab.press('q')
  expect(tab.selected()).toContain('{"n":8}')
})

test('what is kept of more, and a stream that is over', () => {
  const tab = look(stream(20, { messageCount: { up: 5, down: 4000 }, endedAt: 1 }), 40)
  expect(tab.texts()[0]).toMatch(/^↑ 5 {2}↓ 4,000 {2}the last 20 are kept {2}closed/)
  expect(messagesTab.title(stream())).toBe('Messages 20')
})

test('nothing yet', () => {
  const tab = look(stream(0, { messageCount: { up: 0, down: 0 } }))
  expect(tab.texts()).toHaveLength(1)
  tab.press('j', 'enter', 'G')
  expect(tab.texts()).toHaveLength(1)
  expect(messagesTab.title(stream(0, { messageCount: { up: 0, down: 0 } }))).toBe('Messages')
})

test('search finds a message and goes to it', () => {
  const tab = look(stream())
  tab.page()
  expect(messagesTab.find!(stream(), { ...tab.view(), search: /"n":5}/gi }, 0, false)).toBe(6)
  expect(messagesTab.find!(stream(), tab.view(), 0, false)).toBeUndefined()
})

test('it is there for streams', () => {
  expect(messagesTab.fits!(buildExchange())).toBe(false)
  expect(messagesTab.fits!(buildExchange({ kind: 'websocket' }))).toBe(true)
  expect(messagesTab.fits!(buildExchange({ messageCount: { up: 0, down: 1 } }))).toBe(true)
})
