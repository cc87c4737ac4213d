import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { StreamMessage } from '../../../../src/model/exchange.ts'
import { findOpened, openedKey, openedPage } from '../../../../src/tui/detail/stream/opened.ts'
import { plainLine } from '../../../../src/tui/theme/paint.ts'
import { buildMessage } from '../../../support/exchange.ts'
import { tabView } from '../../../support/tab-view.ts'

const plain = { plain: (message: StreamMessage) => (message.compressed ? undefined : message.data) }

async function open(message: StreamMessage) {
  const view = tabView()
  openedPage(view, message, plain)
  await setImmediate()
  return { view, lines: () => openedPage(view, message, plain).lines.map(plainLine) }
}

test('its payload by what it is, folded and searched', async () => {
  const message = buildMessage({ data: '{"a":{"deep":1}}' })
  const { view, lines } = await open(message)
  expect(lines()).toEqual([
    expect.stringMatching(/^↓ to the client {2}text {2}16 B {2}\d\d:\d\d:\d\d\.050 {2}JSON +v view {2}q list$/),
    '',
    '{',
    '  "a": {',
    '    "deep": 1',
    '  }',
    '}',
  ])
  expect(findOpened({ ...view, search: /deep/gi }, message, plain, 0, false)).toBe(4)
  for (let i = 0; i < 3; i++) openedKey(view, message, plain, 'j')
  expect(openedPage(view, message, plain).selected).toBe(3)
  expect(openedKey(view, message, plain, 'space')).toBe(true)
  expect(lines()).toHaveLength(5)
})

test('a server-sent event by its fields', async () => {
  const { lines } = await open(buildMessage({ kind: 'event', data: 'event: tick\ndata: {"n":1}\n\n' }))
  expect(lines()[0]).toContain('Events')
  expect(lines().slice(2, 4)).toEqual(['event: tick', 'data: {"n":1}'])
})

test('what has no content to open is said in a line', async () => {
  const closing = buildMessage({ kind: 'close', data: Buffer.from([3, 232]), direction: 'up' })
  const { view, lines } = await open(closing)
  expect(lines()).toEqual([expect.stringMatching(/^↑ from the client {2}close/), '', '1000 normal'])
  expect([openedKey(view, closing, plain, 'space'), openedKey(view, closing, plain, 'j')]).toEqual([true, false])
  expect(findOpened({ ...view, search: /x/g }, closing, plain, 0, false)).toBeUndefined()
  expect((await open(buildMessage({ compressed: true, data: 'x' }))).lines().at(-1)).toMatch(/^compressed/)
})

test('another message begins at its own top, in its own view', async () => {
  const first = buildMessage({ data: '[1]' })
  const { view } = await open(first)
  expect(openedKey(view, first, plain, 'v')).toBe(true)
  const second = buildMessage({ data: '[2]' })
  openedPage(view, second, plain)
  await setImmediate()
  expect(openedPage(view, second, plain).lines.map(plainLine)[0]).toContain('JSON')
})
