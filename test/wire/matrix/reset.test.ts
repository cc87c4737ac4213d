/** Origins that break off at every stage. */
import { constants } from 'node:http2'
import { expect } from 'vitest'
import { type Cell, describeCells } from '../../support/matrix/cells.ts'
import type { Call } from '../../support/matrix/client.ts'
import { pattern, valuesOf } from '../../support/matrix/message.ts'
import type { Exchange } from '../../../src/model/exchange.ts'

/** A code that nothing on the way would come up with by itself. */
const code = constants.NGHTTP2_ENHANCE_YOUR_CALM

describeCells('reset', {
  'reset before the head': async (cell) => {
    // A request that is not idempotent: others are sent again when a kept connection dies (RFC 9110 §9.2.2).
    const { call, served, ended } = cell.ask({ method: 'POST' })
    ;(await served).reset(code)
    await expectBadGateway(call)
    expectUpstreamError(await ended(), cell)
  },

  'close before the head': async (cell) => {
    // A request that is not idempotent: others are sent again when a kept connection dies (RFC 9110 §9.2.2).
    const { call, served, ended } = cell.ask({ method: 'POST' })
    ;(await served).close()
    await expectBadGateway(call)
    expect(await ended()).toMatchObject({ outcome: 'upstream_error', error: { leg: 'upstream' } })
  },

  'reset in a body of known length': (cell) => expectBroken(cell, 1_000_000),
  'reset in a body of unknown length': (cell) => expectBroken(cell, 'unknown'),

  'close in a body': async (cell) => {
    const { call, served, ended } = cell.ask()
    const origin = await served
    origin.respond({ status: 200, body: cell.upstreamName === '1.0' ? 1_000_000 : 'unknown' })
    origin.write(pattern(1000))
    await call.body(1000)
    origin.close()
    expect(await call.end()).toMatchObject({ how: 'broken', body: pattern(1000) })
    expect(await ended()).toMatchObject({ outcome: 'upstream_error', error: { leg: 'upstream' } })
  },

  'reset in the upload': async (cell) => {
    const { call, served, ended } = cell.ask({ method: 'POST', body: 1_000_000 })
    call.write(pattern(1000))
    const origin = await served
    await origin.body(1000)
    origin.reset(code)
    await expectBadGateway(call)
    call.write(pattern(999_000))
    call.finish()
    expectUpstreamError(await ended(), cell)
  },
})

async function expectBadGateway(call: Call): Promise<void> {
  const head = await call.head()
  expect(head.status).toBe(502)
  expect(valuesOf(head.fields, 'proxy-status')).toEqual([
    expect.stringMatching(/^middlebox; error=\w+; details="the upstream /),
  ])
  expect((await call.end()).body.toString()).toMatch(/^middlebox: the upstream /)
}

async function expectBroken(cell: Cell, body: number | 'unknown'): Promise<void> {
  const { call, served, ended } = cell.ask()
  const origin = await served
  origin.respond({ status: 200, body })
  origin.write(pattern(1000))
  await call.body(1000)
  origin.reset(code)
  const end = await call.end()
  expect(end).toMatchObject({ how: 'broken', body: pattern(1000) })
  if (cell.clientIsH2) expect(end.by).toBe(cell.upstreamIsH2 ? code : constants.NGHTTP2_INTERNAL_ERROR)
  expectUpstreamError(await ended(), cell)
}

function expectUpstreamError({ outcome, error }: Exchange, { upstreamIsH2 }: Cell): void {
  expect(outcome).toBe('upstream_error')
  expect(error).toMatchObject({ leg: 'upstream', code: upstreamIsH2 ? 'upstream_h2' : 'upstream_reset' })
  expect(error!.message).toMatch(upstreamIsH2 ? /ENHANCE_YOUR_CALM/ : /reset/)
}
