/** Answers that come before their request is complete. */
import { expect } from 'vitest'
import { describeCells } from '../../support/matrix/cells.ts'
import { pattern } from '../../support/matrix/message.ts'

const half = pattern(100_000)

describeCells('early', {
  'early answer, the origin reads on': async (cell) => {
    const { call, served, ended } = cell.ask({ method: 'POST', body: 2 * half.length })
    call.write(half)
    const origin = await served
    await origin.body(half.length)
    origin.respond({ status: 413, body: 3 })
    origin.write(Buffer.from('big'))
    expect((await call.head()).status).toBe(413)
    expect((await call.body(3)).toString()).toBe('big')
    // An origin of HTTP/1.0 reads on until it closes, which here is after the upload.
    if (cell.upstreamName !== '1.0') origin.finish()
    if (cell.upstreamName !== '1.0') expect((await call.end()).how).toBe('complete')
    call.write(half)
    call.finish()
    expect((await origin.end()).body.equals(Buffer.concat([half, half]))).toBe(true)
    if (cell.upstreamName === '1.0') origin.finish()
    expect((await call.end()).how).toBe('complete')
    expect(await ended()).toMatchObject({ outcome: 'complete', status: 413, requestBody: { size: 2 * half.length } })
    if (cell.clientName === '1.0') return
    const next = cell.ask()
    ;(await next.served).respond({ status: 204 })
    expect((await next.call.head()).status).toBe(204)
  },

  'early answer, the origin stops reading': async ({ ask, upstreamIsH2 }) => {
    const { call, served, ended } = ask({ method: 'POST', body: 2 * half.length })
    call.write(half)
    const origin = await served
    await origin.body(half.length)
    origin.respond({ status: 413, fields: upstreamIsH2 ? [] : [['Connection', 'close']], body: 3 })
    origin.write(Buffer.from('big'))
    origin.stopReading()
    origin.finish()
    expect((await call.head()).status).toBe(413)
    expect(await call.end()).toMatchObject({ how: 'complete', body: Buffer.from('big') })
    // What the client still sends is nobody's any more; the exchange ends with it or with the connection.
    call.write(half)
    call.finish()
    expect(await ended()).toMatchObject({ outcome: 'complete', status: 413 })
  },
})
