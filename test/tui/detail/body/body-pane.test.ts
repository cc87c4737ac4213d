import { setImmediate } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import { bodyPane } from '../../../../src/tui/detail/body/body-pane.ts'
import { plainLine } from '../../../../src/tui/theme/paint.ts'
import { buildBody } from '../../../support/exchange.ts'
import { tabView } from '../../../support/tab-view.ts'

const json = ['content-type', 'application/json']
const source = (content: string | Uint8Array, fields: string[] = json) => ({
  body: buildBody(content),
  fields,
  path: '/',
})

test('opened once, and shown when it is there', async () => {
  const redraw = vi.fn()
  const view = tabView({ redraw })
  const pane = bodyPane(view, 'a', source('{"a":[1,2]}'))
  expect([pane.opened, pane.count, pane.bytes, pane.lines(0, 9, 80)]).toEqual([undefined, 0, 0, []])
  await setImmediate()
  expect(redraw).toHaveBeenCalledOnce()
  pane.measure(80)
  expect(pane.complete && pane.folds).toBe(true)
  expect(pane.bytes).toBe(11)
  expect(pane.lines(1, 2, 80).map(plainLine)).toEqual(['  "a": [', '    1,'])
  expect(bodyPane(view, 'a', source('{"a":[1,2]}'))).toBe(pane)
  expect(bodyPane(view, 'a', source('{"a":[1,2,3]}'))).not.toBe(pane)
})

test('folding, searching, and the next view', async () => {
  const pane = bodyPane(tabView(), 'a', source(gzipSync('{"a":[1,2]}'), [...json, 'content-encoding', 'gzip']))
  await setImmediate()
  pane.measure(80)
  expect(pane.count).toBe(6)
  expect(pane.find(/2/g, 0, false)).toBe(3)
  expect(pane.fold(1)).toBe(true)
  pane.measure(80)
  expect(pane.count).toBe(3)
  const { view } = pane.opened!
  pane.cycle()
  await setImmediate()
  expect(pane.opened!.view).not.toBe(view)
})

test('a large one is learned about in slices, each asking for another frame', async () => {
  const redraw = vi.fn()
  const body = JSON.stringify(Array.from({ length: 60_000 }, (_item, id) => ({ id })))
  const pane = bodyPane(tabView({ redraw }), 'a', source(body))
  await setImmediate()
  redraw.mockClear()
  pane.measure(80)
  expect(pane.complete).toBe(false)
  expect(redraw).toHaveBeenCalledOnce()
  expect(pane.lines(0, 3, 80).map(plainLine)).toEqual(['[', '  {', '    "id": 0'])
  for (let frames = 0; !pane.complete && frames < 100; frames++) pane.measure(80)
  expect(pane.count).toBe(60_000 * 3 + 2)
})
