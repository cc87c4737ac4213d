import { expect, test } from 'vitest'
import { answerSaid, rowSaid } from '../../../src/tui/reader/said.ts'
import { exchangeEvents } from '../../support/events.ts'
import { createTestApp } from '../../support/tui.ts'
import { traffic } from '../frames/traffic.ts'

test('a line for each kind of row, without drawing', () => {
  const app = createTestApp({ events: traffic })
  const said = app.list.rows.map((row) => rowSaid(app, row))
  expect(said[0]).toBe('a: GET api.shop.test/v2/cart, 200, json, 47 B, 14 ms')
  expect(said).toContainEqual(expect.stringMatching(/^gone: GET nowhere\.test\/, failed, 2 B, 20 ms, ✗dns_failed/))
  expect(said).toContainEqual(expect.stringMatching(/^slow: GET .*, running/))
  expect(said).toContainEqual('TLS failed for api.test, alert unknown_ca')
  expect(said).toContainEqual('tunnel to db.test:5432, server-first')
})

test.each([
  ['filter', [/^filter: .*an empty line leaves/]],
  ['filter ~c 200', [/^a: GET/]],
  ['order', [/^Order by, a number takes one:$/, /^1: time/]],
  ['nope', [/^Expected a command, got nope/]],
  ['open', [/^GET http:\/\/api\.test\/users/]],
  ['help', [/^Help/, /^Keys in the list/]],
])('%s is answered with %s', async (line, wanted) => {
  const app = createTestApp({ columns: 100, rows: 60, settings: { layout: 'full' }, events: exchangeEvents('a') })
  await app.run(line)
  const said = answerSaid(app)
  for (const [at, pattern] of wanted.entries()) expect(said[at]).toMatch(pattern)
  expect(said.join('\n')).not.toMatch(/[─│▌\x1b]/)
})

test('nothing to select', () => {
  expect(answerSaid(createTestApp())).toEqual(['nothing is selected'])
})
