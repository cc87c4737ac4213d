/** Trailers between every pair of versions that has them. */
import { expect } from 'vitest'
import { describeCells } from '../../support/matrix/cells.ts'
import { type Pairs, pattern } from '../../support/matrix/message.ts'

const trailers: Pairs = [
  ['x-sum', '1'],
  ['x-other', 'two words'],
]
const flat = trailers.flat()

describeCells('trailers', {
  'response trailers': async ({ ask, clientName }) => {
    const { call, served, ended } = ask({ fields: [['TE', 'trailers']] })
    const origin = await served
    origin.respond({ status: 200, fields: [['Trailer', 'x-sum']], body: 'unknown' })
    origin.write(pattern(5000))
    origin.finish(trailers)
    const seen = await call.end()
    expect(seen).toEqual({ how: 'complete', body: pattern(5000), trailers: clientName === '1.0' ? [] : trailers })
    expect(await ended()).toMatchObject({ outcome: 'complete', responseBody: { size: 5000, trailers: flat } })
  },

  'request trailers': async ({ ask }) => {
    const { call, served, ended } = ask({ method: 'POST', body: 'unknown' })
    call.write(pattern(5000))
    call.finish(trailers)
    const origin = await served
    expect(await origin.end()).toEqual({ how: 'complete', body: pattern(5000), trailers })
    origin.respond({ status: 204 })
    origin.finish()
    expect((await call.head()).status).toBe(204)
    expect(await ended()).toMatchObject({ outcome: 'complete', requestBody: { size: 5000, trailers: flat } })
  },
})
