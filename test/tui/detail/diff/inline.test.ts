import { expect, test } from 'vitest'
import type { Patch } from '../../../../src/model/hop.ts'
import { inlineHops } from '../../../../src/tui/detail/diff/inline.ts'
import { requestTravel } from '../../../../src/tui/detail/diff/travel.ts'
import { plainLine } from '../../../../src/tui/theme/paint.ts'
import { buildExchange, buildRequestHead } from '../../../support/exchange.ts'

const request: Patch[] = [
  { op: 'remove', index: 0, name: 'Connection', before: 'close', cause: 'hop-by-hop' },
  { op: 'set', index: 0, name: 'Via', value: 'a, b', before: 'a', cause: 'profile squid' },
  { op: 'rename', index: 1, name: 'x-id', before: 'X-Id', cause: 'h1-h2' },
  { op: 'rename', index: 2, name: 'New', before: 'Old', cause: 'rule rename' },
  { op: 'add', index: 4, name: 'X-\x1b[2JEvil', value: '日本 🎉', cause: 'rule add' },
  { op: 'move', index: 3, name: 'Last', value: '0', cause: 'edit' },
]
const head = buildRequestHead({ fields: ['Connection', 'close', 'Via', 'a', 'X-Id', '1', 'Old', 'o', 'Last', 'l'] })
const travel = requestTravel(buildExchange({ legs: [{ request: head }, {}], hops: [{ request, response: [] }] }))!

test('each change on a line, with its sign and its cause at the right', () => {
  const [hop] = inlineHops(travel, { context: 0, only: false }, 64)
  expect(hop!.map(plainLine)).toEqual([
    '── request  client → middlebox → origin ────────────────────────',
    '- Connection: close                  hop-by-hop, RFC 9110 §7.6.1',
    '≈ Last: l  moved                                  edited by hand',
    '~ Via: a → a, b                                    profile squid',
    '≈ X-Id → x-id: 1                         HTTP/1 ↔ 2, RFC 9113 §8',
    '~ Old → New: o                                       rule rename',
    '+ X-Evil: 日本 🎉                                       rule add',
    '  0 headers unchanged · 1 re-cased · 1 moved',
  ])
})

test('changes only', () => {
  const [hop] = inlineHops(travel, { context: 0, only: true }, 64)
  expect(hop!.map((line) => plainLine(line)[0])).toEqual(['─', '-', '~', '~', '+', ' '])
})
