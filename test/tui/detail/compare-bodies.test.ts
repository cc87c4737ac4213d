import { gzipSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import { bodyLinesOnce, comparedBodies } from '../../../src/tui/detail/compare-bodies.ts'
import { buildExchange } from '../../support/exchange.ts'
import { tabView } from '../../support/tab-view.ts'

test('compared once, as their readers see them', async () => {
  const redraw = vi.fn()
  const view = tabView({ redraw })
  const plain = buildExchange({ received: 'the text' })
  const coded = buildExchange({ received: gzipSync('the text'), response: ['Content-Encoding', 'gzip'] })
  expect(comparedBodies('response', plain, coded, view)).toBeUndefined()
  expect(comparedBodies('response', plain, coded, view)).toBeUndefined()
  await vi.waitFor(() => expect(redraw).toHaveBeenCalledOnce())
  expect(comparedBodies('response', plain, coded, view)).toEqual({ kind: 'same' })
})

test('where neither has one there is nothing to compare', () => {
  expect(comparedBodies('request', buildExchange(), buildExchange(), tabView())).toBe('none')
})

test('its lines are made once for a width and a context', async () => {
  const view = tabView()
  const diff = { kind: 'bytes', before: { size: 1, sha256: 'a' }, after: { size: 2, sha256: 'b' } } as const
  const lines = bodyLinesOnce('x', diff, 3, view)
  expect(bodyLinesOnce('x', diff, 3, view)).toBe(lines)
  expect(bodyLinesOnce('x', diff, 4, view)).not.toBe(lines)
  expect(bodyLinesOnce('x', diff, 4, { ...view, width: 20 })).not.toBe(lines)
  expect(bodyLinesOnce('x', { ...diff }, 4, view)).not.toBe(lines)
})

test('nothing is decoded while a frame waits; what is kept says how large it is', async () => {
  const redraw = vi.fn()
  const view = tabView({ redraw })
  const large = gzipSync('a'.repeat(3_000_000))
  const coded = buildExchange({ received: large, response: ['Content-Encoding', 'gzip'] })
  comparedBodies('response', coded, buildExchange({ received: 'ab' }), view)
  expect([...view.memory.values()]).toMatchObject([{ bytes: 0 }])
  await vi.waitFor(() => expect(redraw).toHaveBeenCalledOnce(), 5000)
  expect([...view.memory.values()]).toMatchObject([{ bytes: 3_000_002, diff: { kind: 'bytes' } }])
})
