/** Clients that go away, and those that only say that they have said everything. */
import { constants } from 'node:http2'
import { expect } from 'vitest'
import { describeCells } from '../../support/matrix/cells.ts'
import { pattern } from '../../support/matrix/message.ts'
import type { Served } from '../../support/matrix/upstream.ts'

describeCells('abort', {
  'the client goes while it waits': async ({ ask, upstreamIsH2 }) => {
    const { call, served, ended } = ask()
    const origin = await served
    call.abort()
    await expectCancel(origin, upstreamIsH2)
    expect(await ended()).toMatchObject({ outcome: 'client_abort', error: { leg: 'client' }, status: null })
  },

  'the client goes in the download': async ({ ask, upstreamIsH2 }) => {
    const { call, served, ended } = ask()
    const origin = await served
    origin.respond({ status: 200, body: 1_000_000 })
    origin.write(pattern(1000))
    await call.body(1000)
    call.abort()
    await expectCancel(origin, upstreamIsH2)
    expect(await ended()).toMatchObject({ outcome: 'client_abort', error: { leg: 'client' }, status: 200 })
  },

  'the client goes in the upload': async ({ ask, upstreamIsH2 }) => {
    const { call, served, ended } = ask({ method: 'POST', body: 1_000_000 })
    call.write(pattern(1000))
    const origin = await served
    await origin.body(1000)
    call.abort()
    await expectCancel(origin, upstreamIsH2)
    expect((await origin.end()).how).toBe('broken')
    expect(await ended()).toMatchObject({
      outcome: 'client_abort',
      error: { leg: 'client' },
      requestBody: { size: 1000 },
    })
  },

  'half-close': async ({ ask }) => {
    const { call, served, ended } = ask()
    call.halfClose()
    const origin = await served
    origin.respond({ status: 200, body: 300_000 })
    origin.write(pattern(300_000))
    origin.finish()
    expect(await call.end()).toMatchObject({ how: 'complete', body: pattern(300_000) })
    expect(await ended()).toMatchObject({ outcome: 'complete' })
  },
})

async function expectCancel(origin: Served, h2: boolean): Promise<void> {
  const how = await origin.gone()
  if (h2) expect(how).toBe(constants.NGHTTP2_CANCEL)
  else expect(how).toMatch(/^(fin|reset)$/)
}
