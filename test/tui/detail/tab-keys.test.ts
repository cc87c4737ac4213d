import { expect, test } from 'vitest'
import { compareView } from '../../../src/tui/detail/compare.ts'
import { detailTabs } from '../../../src/tui/detail/index.ts'
import { tabKeys } from '../../../src/tui/detail/tab-keys.ts'
import { buildBody, buildExchange, buildMessage, buildRequestHead } from '../../support/exchange.ts'
import { tabView } from '../../support/tab-view.ts'

/** Something to press every key on: three legs, a body that folds, a message. */
const request = buildRequestHead({ fields: ['Content-Type', 'application/json'] })
const exchange = buildExchange({
  legs: [{ request, response: { status: 200, reason: '', version: '1.1', fields: request.fields } }, {}, {}],
  hops: [],
  requestBody: buildBody('{"a":[1]}'),
  responseBody: buildBody('{"a":[1]}'),
  messages: [buildMessage({ data: 'x' })],
  messageCount: { up: 0, down: 1 },
})

test('every key that is told of is one of the tabs it is told for', async () => {
  for (const { keys, tabs } of tabKeys)
    for (const name of tabs)
      for (const key of keys) {
        const view = tabView({ from: 6, height: 10, width: 120 })
        const tab = detailTabs.find((one) => one.name === name)
        tab?.page(exchange, view)
        await new Promise(setImmediate)
        if (name === 'messages' && key === 'v') tab!.key!(exchange, view, 'enter')
        const taken = tab === undefined ? compareView.key(view, key) : tab.key!(exchange, view, key)
        expect([name, key, taken]).not.toEqual([name, key, false])
      }
})
