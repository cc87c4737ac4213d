import { gzipSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import { comparedBodies } from '../../../src/tui/detail/compare-bodies.ts'
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
