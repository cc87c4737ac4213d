import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { responseTab } from '../../../src/tui/detail/response.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'
import { buildExchange, type ExchangeFacts } from '../../support/exchange.ts'
import { tabView } from '../../support/tab-view.ts'

async function lines(facts: ExchangeFacts): Promise<string[]> {
  const exchange = buildExchange(facts)
  const view = tabView()
  responseTab.page(exchange, view)
  await setImmediate()
  return responseTab.page(exchange, view).lines.map(plainLine)
}

test('head, and the body', async () => {
  const shown = await lines({ received: 'hello' })
  expect(shown.slice(0, 3)).toEqual([expect.stringMatching(/^HTTP\/1\.1 200/), 'Content-Type: text/plain', ''])
  expect(shown.at(-1)).toBe('hello')
})

test('1xx that came before', async () => {
  expect((await lines({ interim: [103, 199] })).slice(0, 2)).toEqual([
    '103 Early Hints  before the answer',
    '199  before the answer',
  ])
})

test('a body of which only the beginning is kept', async () => {
  const text = (await lines({ responseBody: { size: 5000, kept: 2, chunks: [Buffer.from('ab')] } })).join('\n')
  expect(text).toContain('the first 2 B of 5 kB')
  expect(text).toContain('--max-body')
})

test('why there is none', async () => {
  expect(await lines({ status: null, endedAt: undefined as never })).toEqual(['no answer yet'])
  const failed = { code: 'dns_failed', message: 'no such host', leg: 'upstream' as const }
  expect(await lines({ status: null, error: failed })).toEqual(['no such host  dns_failed', '', 'no answer'])
})

test('bytes that are no answer', async () => {
  const error = { code: 'upstream_malformed', message: 'no status line', leg: 'upstream' as const, bytes: 'HTP/1' }
  expect((await lines({ status: null, error })).join('\n')).toContain('48 54 50 2f 31')
})
