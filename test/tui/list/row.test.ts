import { expect, test } from 'vitest'
import { asExchange, isListed } from '../../../src/tui/list/row.ts'
import { buildExchange } from '../../support/exchange.ts'

test('an opened CONNECT is not listed, one that was refused or failed is', () => {
  const connect = { kind: 'connect', method: 'CONNECT', url: 'a.test:443' } as const
  expect(isListed(buildExchange())).toBe(true)
  expect(isListed(buildExchange({ ...connect, status: 200 }))).toBe(false)
  expect(isListed(buildExchange({ ...connect, status: 403 }))).toBe(true)
  expect(isListed(buildExchange({ ...connect, status: null }))).toBe(true)
})

test('tunnels and failures are no exchanges', () => {
  const exchange = buildExchange()
  expect(asExchange(exchange)).toBe(exchange)
  expect(asExchange(undefined)).toBeUndefined()
  expect(asExchange({ authority: 'a.test:1' } as never)).toBeUndefined()
})
