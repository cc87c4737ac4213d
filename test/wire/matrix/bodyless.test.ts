/** Answers that have no body whatever their fields say. */
import { expect } from 'vitest'
import { type Cell, describeCells } from '../../support/matrix/cells.ts'
import { valuesOf } from '../../support/matrix/message.ts'

describeCells('bodyless', {
  HEAD: (cell) => expectNoBody(cell, 'HEAD', 200, ['12345']),
  '204': (cell) => expectNoBody(cell, 'GET', 204, []),
  '304': (cell) => expectNoBody(cell, 'GET', 304, ['12345']),
})

async function expectNoBody(cell: Cell, method: string, status: number, length: string[]): Promise<void> {
  const { call, served, ended } = cell.ask({ method })
  const origin = await served
  expect(origin.method).toBe(method)
  origin.respond({
    status,
    fields: [...length.map((one): [string, string] => ['Content-Length', one]), ['X-After', '1']],
  })
  origin.finish()
  const head = await call.head()
  expect(head).toMatchObject({ status, framing: 'none' })
  expect(valuesOf(head.fields, 'content-length')).toEqual(length)
  expect(valuesOf(head.fields, 'transfer-encoding')).toEqual([])
  expect(valuesOf(head.fields, 'x-after')).toEqual(['1'])
  expect(await call.end()).toEqual({ how: 'complete', body: Buffer.alloc(0), trailers: [] })
  expect(await ended()).toMatchObject({ outcome: 'complete', status, responseBody: { size: 0 } })
  if (cell.clientName !== '1.0') await expectUsable(cell)
}

/** The next exchange on the connection shows that nothing was left on it. */
async function expectUsable(cell: Cell): Promise<void> {
  const { call, served } = cell.ask()
  const origin = await served
  origin.respond({ status: 200, body: 2 })
  origin.write(Buffer.from('ok'))
  origin.finish()
  expect((await call.head()).status).toBe(200)
  expect((await call.end()).body.toString()).toBe('ok')
}
