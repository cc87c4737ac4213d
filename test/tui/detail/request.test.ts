import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { pathOf, requestTab } from '../../../src/tui/detail/request.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'
import { buildExchange } from '../../support/exchange.ts'
import { tabView } from '../../support/tab-view.ts'

test('head, and the body by its type', async () => {
  const exchange = buildExchange({ method: 'POST', sent: 'x=1\ny=2' })
  const view = tabView()
  requestTab.page(exchange, view)
  await setImmediate()
  const lines = requestTab.page(exchange, view).lines.map(plainLine)
  expect(lines.slice(0, 3)).toEqual(['POST http://example.test/ HTTP/1.1', 'Host: example.test', ''])
  expect(lines.slice(4)).toEqual(['x=1', 'y=2'])
  expect(requestTab.title(exchange)).toBe('Request')
})

test('without a body nothing is said of one, unless it may come', () => {
  const lines = (facts: Parameters<typeof buildExchange>[0]) =>
    requestTab.page(buildExchange(facts), tabView()).lines.map(plainLine)
  expect(lines({})).toEqual(['GET http://example.test/ HTTP/1.1', 'Host: example.test'])
  expect(lines({ endedAt: undefined as never }).at(-1)).toBe('the body is recorded when the exchange has ended')
  expect(lines({ legs: [] })).toEqual(['no request head'])
})

test('bytes that are no request, and what is wrong with them', () => {
  const exchange = buildExchange({
    legs: [],
    unparsed: 'GE\x00T / HTTP/1.1\r\n',
    error: { code: 'bad_request', message: 'a method with a NUL', leg: 'client' },
  })
  const lines = requestTab.page(exchange, tabView()).lines.map(plainLine)
  expect(lines[0]).toBe('a method with a NUL')
  expect(lines.join('\n')).toContain('47 45 00 54')
})

test('paths', () => {
  expect(pathOf('http://a.test/b?c')).toBe('/b')
  expect(pathOf('a.test:443')).toBe('443')
  expect(pathOf('')).toBe('')
})
