/** 1xx heads between every pair of versions that has them. */
import { expect } from 'vitest'
import { describeCells } from '../../support/matrix/cells.ts'
import { valuesOf } from '../../support/matrix/message.ts'

describeCells('interim', {
  'early hints': async ({ ask, clientName }) => {
    const { call, served, ended } = ask()
    const origin = await served
    for (const name of ['a', 'b', 'c']) origin.interim(103, [['Link', `</${name}.css>; rel=preload`]])
    // The 200 waits for the hints to be seen, so that none of them can have been held back for it.
    if (clientName !== '1.0') await call.interim(2)
    origin.respond({ status: 200, body: 2 })
    origin.write(Buffer.from('ok'))
    origin.finish()
    expect((await call.head()).status).toBe(200)
    expect((await call.end()).body.toString()).toBe('ok')
    const links = call.interims().flatMap(({ fields }) => valuesOf(fields, 'link'))
    const sent = ['</a.css>; rel=preload', '</b.css>; rel=preload', '</c.css>; rel=preload']
    expect(links).toEqual(clientName === '1.0' ? [] : sent)
    expect(await ended()).toMatchObject({ outcome: 'complete', interim: [103, 103, 103] })
  },

  'expect 100-continue': async ({ ask }) => {
    const { call, served, ended } = ask({ method: 'PUT', fields: [['Expect', '100-continue']], body: 5 })
    const origin = await served
    expect(valuesOf(origin.head.fields, 'expect')).toEqual(['100-continue'])
    origin.interim(100)
    expect((await call.interim(0)).status).toBe(100)
    call.write(Buffer.from('hello'))
    call.finish()
    expect((await origin.end()).body.toString()).toBe('hello')
    origin.respond({ status: 201, body: 0 })
    origin.finish()
    expect((await call.head()).status).toBe(201)
    expect(call.interims()).toHaveLength(1)
    expect(await ended()).toMatchObject({ outcome: 'complete', interim: [100] })
  },
})
