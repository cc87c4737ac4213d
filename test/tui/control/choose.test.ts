import { expect, test } from 'vitest'
import { MiddleboxError } from '../../../src/model/errors.ts'
import { createTestApp } from '../../support/tui.ts'

const keysOf = (text: string) => [...text].map((char) => (char === ' ' ? 'space' : char))

test('a fault from its form', async () => {
  const app = createTestApp({ columns: 120 })
  await app.press('!', 'tab', ...keysOf('~m POST'), 'tab', 'ctrl-u', '3', '0', 'tab', '8', '0', '0', 'enter')
  expect(app.ran).toEqual(['fault-add {"fault":"latency:latency=800 @30% ~m POST"}'])
  expect(app.ui.overlay).toBeUndefined()
  expect(app.ui.note?.text).toMatch(/^injecting: the proxy will delay .*; # shows the rules, u undoes$/)
})

test('what is wrong is told in the form, and nothing is injected', async () => {
  const app = createTestApp({ columns: 160 })
  await app.press('!', 'enter')
  expect(app.ran).toEqual([])
  expect(app.screen()).toContain('latency: Expected latency (a duration')
  const answer = () => {
    throw new MiddleboxError('filter_invalid', 'Expected a filter, got x.', '')
  }
  const refused = createTestApp({ columns: 160, answer })
  await refused.press('!', 'tab', 'x', 'tab', 'tab', '8', 'enter')
  expect(refused.ui.overlay).toMatchObject({ problem: 'Expected a filter, got x. ' })
})

test('an empty menu has nothing to choose', async () => {
  const app = createTestApp({ source: { forms: [] } })
  await app.run('copy')
  await app.press('enter')
  expect(app.ui.overlay).toBeUndefined()
})
