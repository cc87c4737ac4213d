import { expect, test } from 'vitest'
import { pageSaid } from '../../../src/tui/reader/page-said.ts'
import { bodyOf, endEvent, exchangeEvents, requestEvent, responseEvent, tunnelEvent } from '../../support/events.ts'
import { createTestApp, type Given } from '../../support/tui.ts'

const begin = (given: Given = {}) =>
  createTestApp({ columns: 100, rows: 30, settings: { layout: 'full' }, events: exchangeEvents('a'), ...given })

test('a panel that goes on says so, until its end', async () => {
  const app = begin()
  await app.run('help')
  const first = pageSaid(app)
  expect([first[0], first.at(-1)]).toEqual(['Help', 'more follows: move page-down, or ctrl-f'])
  for (let i = 0; i < 9; i++) await app.run('move page-down')
  expect(pageSaid(app).at(-1)).toMatch(/^In filters/)
})

test('what one chooses from is numbered and never cut', async () => {
  const rule = (name: string) =>
    ({
      definition: { name, match: '~all', enabled: true, chance: 1, do: [] },
      explanation: `${'long '.repeat(40)}END`,
      matched: 2,
      acted: 1,
    }) as never
  const app = begin({ rules: [rule('one'), rule('two')] })
  await app.press('#', 'j')
  expect(pageSaid(app)).toEqual([
    'Rules',
    expect.stringMatching(/^1: ● one +1\/2 .* END$/),
    expect.stringMatching(/^2: ● two .* END, selected$/),
  ])
})

test('a tab with its title, trees with their indentation', async () => {
  const body = JSON.stringify({ item: { name: 'tea' } })
  const app = begin({
    events: [requestEvent('a'), responseEvent('a'), endEvent('a', { responseBody: bodyOf(body) })],
  })
  await app.press('enter', '2')
  const said = pageSaid(app)
  expect(said[0]).toBe('GET http://api.test/users, Response')
  expect(said.slice(-5)).toEqual(['{', '  "item": {', '    "name": "tea"', '  }', '}'])
})

test('what has no tabs is read off the screen', async () => {
  const app = begin({ events: [tunnelEvent('tunnel-opened')] })
  await app.press('enter')
  expect(pageSaid(app).join('\n')).toContain('an opaque tunnel')
})
