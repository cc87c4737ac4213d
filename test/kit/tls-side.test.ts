import { expect, test } from 'vitest'
import { parseOptions } from '../../src/kit/option-table.ts'
import { tlsSide } from '../../src/kit/tls-side.ts'

test('the client unless the upstream is named', () => {
  const table = { side: tlsSide }
  expect(parseOptions(table, {}, 'tls')).toEqual({ side: 'client' })
  expect(parseOptions(table, { side: 'upstream' }, 'tls')).toEqual({ side: 'upstream' })
  expect(() => parseOptions(table, { side: 'server' }, 'tls')).toThrow(
    'Expected client or upstream for side, got server',
  )
})
