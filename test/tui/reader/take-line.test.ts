import { expect, test } from 'vitest'
import { takeLine } from '../../../src/tui/reader/take-line.ts'
import { exchangeEvents } from '../../support/events.ts'
import { createTestApp } from '../../support/tui.ts'

const events = [...exchangeEvents('1'), ...exchangeEvents('2'), ...exchangeEvents('3')]

async function after(...lines: string[]) {
  const app = createTestApp({ events })
  for (const line of lines) await takeLine(app, line)
  return app
}

test('a number selects an exchange, a command is about it', async () => {
  expect((await after('2', 'replay')).ran).toEqual(['replay {"exchange":"2"}'])
  expect((await after('9')).ui.note?.text).toMatch(/^Expected the number of an exchange that is shown, got 9/)
})

test('a key with enter behind it, and a line with its colon', async () => {
  expect((await after('r')).ran).toEqual(['replay {"exchange":"3"}'])
  expect((await after(':layout below')).ui.layout).toBe('below')
})

test('a number in a menu takes what stands there', async () => {
  expect((await after('order', '2')).ui).toMatchObject({ overlay: undefined, sort: { column: 'method' } })
})

test('a prompt takes the line in place of what it held; an empty one leaves it', async () => {
  expect((await after('filter ~c 404', 'filter', '~c 200')).ui.filter).toBe('~c 200')
  const left = await after('filter ~c 404', 'filter', '')
  expect([left.ui.prompt, left.ui.filter]).toEqual([undefined, '~c 404'])
})

test('a command that waits for more keeps its beginning', async () => {
  expect((await after('command replay exchange=', '2')).ran).toEqual(['replay {"exchange":"2"}'])
})
