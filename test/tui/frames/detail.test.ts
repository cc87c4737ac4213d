import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { widthOf } from '../../../src/kit/width.ts'
import { createTestApp } from '../../support/tui.ts'
import { detailTraffic } from './detail-traffic.ts'

// Times of day are those of where the user is.
process.env.TZ = 'UTC'

const sizes = [
  [80, 24],
  [120, 40],
  [200, 60],
] as const

const first = ['g', 'enter']

/** What is shown, and the keys that lead there. */
const scenes: readonly (readonly [string, readonly string[]])[] = [
  ['request', first],
  ['response', [...first, '2', 'j', 'j']],
  ['diff', [...first, '3']],
  ['diff-only', [...first, '3', 'o']],
  ['timing', [...first, '4']],
  ['tls', [...first, '5']],
  ['why', [...first, '6']],
  ['messages', ['g', 'j', 'j', 'enter', '5', 'k']],
  ['message', ['g', 'j', 'j', 'enter', '5', 'k', 'enter']],
  ['form', ['G', 'enter', '1']],
  ['failed', ['G', 'enter', '2']],
  ['two', ['g', 't', 'j', 't']],
]

describe.each(sizes)('%i × %i', (columns, rows) => {
  test.each(scenes)('%s', async (name, keys) => {
    const app = createTestApp({ events: detailTraffic, columns, rows })
    app.clock.advance(2000)
    await app.press(...keys)
    // Bodies are opened and compared between two frames.
    await vi.waitFor(() => expect(app.screen()).not.toMatch(/opening …|comparing …/))
    const frame = app.frame()
    expect(frame.rows.join('')).not.toMatch(/\x1b(?!\[[\d;]*m|\[\d+G)/)
    for (const row of frame.rows) expect(widthOf(stripVTControlCharacters(row))).toBeLessThanOrEqual(columns)
    await expect(`${app.screen()}\n`).toMatchFileSnapshot(`./detail-${name}-${columns}x${rows}.txt`)
  })
})

test('without colours every change still has its sign', async () => {
  const app = createTestApp({ events: detailTraffic, theme: 'plain' })
  await app.press('g', 'enter', '3')
  expect(app.frame().rows.join('')).not.toMatch(/\x1b\[[\d;]*(3|4)[0-7]m|38;5|48;5/)
  for (const sign of ['+ X-Forwarded-For', '- x_trace_id', '~ accept-encoding', '≈ x-name → X-Name'])
    expect(app.screen()).toContain(sign)
})
