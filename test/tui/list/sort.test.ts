import { expect, test } from 'vitest'
import { type Sort, sortColumns, sortRows } from '../../../src/tui/list/sort.ts'
import { buildExchange } from '../../support/exchange.ts'

const rows = [
  buildExchange({
    id: 'a',
    method: 'POST',
    url: 'http://b.test/',
    status: 500,
    received: 'xxx',
    endedAt: 1_700_000_000_010,
  }),
  buildExchange({
    id: 'b',
    method: 'GET',
    url: 'http://c.test/',
    status: 200,
    received: 'x',
    endedAt: 1_700_000_000_030,
  }),
  buildExchange({
    id: 'c',
    method: 'GET',
    url: 'http://a.test/',
    status: null,
    received: 'xx',
    endedAt: 1_700_000_000_020,
  }),
]
const order = (sort: Sort) =>
  sortRows(rows, sort, (row) => row)
    .map(({ id }) => id)
    .join('')

test.each([
  ['time', 'abc', 'cba'],
  ['method', 'bca', 'abc'],
  ['status', 'cba', 'abc'],
  ['host', 'cab', 'bac'],
  ['size', 'bca', 'acb'],
  ['took', 'acb', 'bca'],
] as const)('by %s', (column, up, down) => {
  expect([order({ column, descending: false }), order({ column, descending: true })]).toEqual([up, down])
})

test('what is gone, tunnels and failures have their place too', () => {
  const tunnel = { authority: 'a.test:1' } as never
  for (const column of sortColumns) {
    const sorted = sortRows([1, 2, 3], { column, descending: false }, (row) =>
      row === 1 ? undefined : row === 2 ? tunnel : rows[0],
    )
    expect(sorted.length).toBe(3)
  }
})
