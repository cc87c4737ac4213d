import { expect, test } from 'vitest'
import { answerSaid } from '../../../src/tui/reader/said.ts'
import { takeLine } from '../../../src/tui/reader/take-line.ts'
import { exchangeEvents } from '../../support/events.ts'
import { createTestApp } from '../../support/tui.ts'

async function after(...lines: string[]) {
  const app = createTestApp({ events: exchangeEvents('1') })
  for (const line of ['faults', ...lines]) await takeLine(app, line)
  return app
}

const said = async (...lines: string[]) => answerSaid(await after(...lines))

test('faults have numbers, fields their names, and what is chosen is said', async () => {
  const lines = await said()
  expect(lines[0]).toBe('Inject a fault, a number takes one:')
  expect(lines.filter((line) => /^\d: /.test(line))).toHaveLength(4)
  expect(lines.filter((line) => line.endsWith(', chosen'))).toEqual([expect.stringMatching(/^1: /)])
  expect(lines).toContainEqual(expect.stringMatching(/^filter=~d api\\.test, which requests/))
  expect(lines.at(-1)).toBe('choose injects it, back leaves')
})

test('a number takes a fault, name=value fills a field, choose injects', async () => {
  const names = (await after()).source.faults.map(({ name }) => name)
  const latency = String(names.indexOf('latency') + 1)
  const lines = await said(latency, 'chance=30', 'latency=800')
  expect(lines).toContainEqual(expect.stringMatching(/^\d: latency, .*, chosen$/))
  expect(lines).toContainEqual(expect.stringMatching(/^chance=30, /))
  const app = await after(latency, 'filter=', 'chance=30', 'latency=800', 'choose')
  expect(app.ran).toEqual(['fault-add {"fault":"latency:latency=800 @30%"}'])
})

test('what is wrong is said', async () => {
  expect(await said('99')).toEqual(['Expected 1 to 4, got 99.'])
  expect(await said('nonsense=1')).toEqual([
    expect.stringMatching(/^Expected a field of \w+, got nonsense\. It has filter, chance/),
  ])
  const names = (await after()).source.faults.map(({ name }) => name)
  const lines = await said(String(names.indexOf('latency') + 1), 'latency=soon')
  expect(lines.at(-2)).toMatch(/^wrong: .*Expected a duration/)
})
