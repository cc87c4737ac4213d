import { expect, test } from 'vitest'
import {
  endEvent,
  exchangeEvents,
  requestEvent,
  responseEvent,
  responseHead,
  tunnelEvent,
} from '../../support/events.ts'
import { createTestApp } from '../../support/tui.ts'

const failed = (id: string) => [
  requestEvent(id),
  responseEvent(id, { head: responseHead({ status: 500 }) }),
  endEvent(id),
]
const events = [...exchangeEvents('a'), ...failed('b'), tunnelEvent('tunnel-opened'), ...exchangeEvents('c')]

test('all marks go, and no others', async () => {
  const app = createTestApp({ events })
  await app.press('U')
  expect(app.ui.note?.text).toBe('nothing is marked')
  app.feed({ type: 'mark', id: 'a', at: 0, marked: 'marked' }, { type: 'mark', id: 'c', at: 0, marked: 'star' })
  await app.press('U')
  expect(app.ran).toEqual(['mark {"exchange":"a","as":"off"}', 'mark {"exchange":"c","as":"off"}'])
  expect(app.ui.note?.text).toBe('2 marks taken off')
})

test('what is not shown is forgotten after a yes', async () => {
  const app = createTestApp({ events })
  await app.press('Z')
  expect([app.ui.overlay, app.ui.note?.text]).toEqual([undefined, 'all exchanges are shown: / filters'])
  await app.run('filter ~c 500')
  await app.press('Z')
  expect(app.screen()).toContain('Forget the 2 exchanges that are not shown, for good?')
  await app.press('n')
  expect([app.ran, app.ui.overlay]).toEqual([[], undefined])
  await app.press('Z', 'y')
  expect([app.ran, app.ui.overlay]).toEqual([['delete {"exchanges":"a,c"}'], undefined])
})

test('what came under the question stays', async () => {
  const app = createTestApp({ events })
  await app.run('filter ~c 500')
  await app.press('Z')
  app.feed(...exchangeEvents('later'))
  await app.press('y')
  expect(app.ran).toEqual(['delete {"exchanges":"a,c"}'])
})
