import { expect, test } from 'vitest'
import { MiddleboxError } from '../../../src/model/errors.ts'
import { exchangeEvents } from '../../support/events.ts'
import { createTestApp, type Given } from '../../support/tui.ts'

async function said(line: string, given: Given = {}) {
  const app = createTestApp({ events: exchangeEvents('a'), ...given })
  await app.run(line)
  return { app, note: app.ui.note }
}

test('a verb of the screen, or a command of the session', async () => {
  expect((await said('help')).app.ui.overlay?.kind).toBe('help')
  expect((await said('  throttle   3g ')).app.ran).toEqual(['throttle {"rate":"3g"}'])
  expect((await said('  ')).note).toBeUndefined()
})

test.each([
  [undefined, 'throttle: done'],
  [{ down: 5, on: true }, 'throttle: down 5, on true'],
  ['fine', 'throttle: fine'],
  [7, 'throttle: 7'],
])('the answer %j is said', async (answer, text) => {
  expect((await said('throttle x', { answer: () => answer })).note).toEqual({ text, style: 'ok' })
})

test.each([[['a']], [{ long: 'x'.repeat(200) }], ['y'.repeat(200)]])('a long answer is shown', async (answer) => {
  expect((await said('throttle x', { answer: () => answer })).app.ui.overlay).toMatchObject({
    kind: 'text',
    title: 'throttle',
  })
})

test('what goes wrong is said with its hint', async () => {
  const answer = () => {
    throw new MiddleboxError('usage', 'Expected a rate, got x.', 'Try 3g.')
  }
  expect((await said('throttle x', { answer })).note).toEqual({
    text: 'Expected a rate, got x. Try 3g.',
    style: 'serverError',
  })
  expect((await said('throtle x')).note?.text).toBe('Expected a command, got throtle. Did you mean throttle?')
})

test('what was taken back is said and not listed', async () => {
  const { note, app } = await said('rule-undo', { answer: () => [{ name: 'a' }] })
  expect([note?.text, app.ui.overlay]).toEqual(['the last change of the rules is taken back; # shows them', undefined])
})
