/** Bodies of every framing between every pair of versions, and the fields around them. */
import { expect } from 'vitest'
import { legHeads } from '../../../src/kit/legs.ts'
import { type Cell, describeCells } from '../../support/matrix/cells.ts'
import { type Pairs, pattern, toPairs, valuesOf } from '../../support/matrix/message.ts'

/** Where a connection carries one exchange alone, the first counts. */
const sizes = [300_000, 1]

describeCells('body', {
  'download of known length': async (cell) => {
    for (const size of sizes) {
      const { call, ended } = await download(cell, size, size)
      const head = await call.head()
      expect(head.framing).toBe('length')
      expect(valuesOf(head.fields, 'content-length')).toEqual([String(size)])
      expect(await call.end()).toEqual({ how: 'complete', body: pattern(size), trailers: [] })
      expect(await ended()).toMatchObject({ outcome: 'complete', responseBody: { size } })
      if (cell.clientName === '1.0') return
    }
  },

  'download of unknown length': async (cell) => {
    for (const size of sizes) {
      const { call, ended } = await download(cell, size, 'unknown')
      const head = await call.head()
      const untilClose = cell.clientName === '1.0' || (!cell.clientIsH2 && cell.upstreamName === '1.0')
      expect(head.framing).toBe(cell.clientIsH2 ? 'frames' : untilClose ? 'close' : 'chunked')
      expect(valuesOf(head.fields, 'content-length')).toEqual([])
      expect(valuesOf(head.fields, 'transfer-encoding')).toEqual(head.framing === 'chunked' ? ['chunked'] : [])
      expect(await call.end()).toEqual({ how: 'complete', body: pattern(size), trailers: [] })
      expect(await ended()).toMatchObject({ outcome: 'complete', responseBody: { size } })
      if (untilClose) return
    }
  },

  'upload of known length': async (cell) => {
    for (const size of sizes) {
      const head = await upload(cell, size, size)
      expect(head.framing).toBe('length')
      expect(valuesOf(head.fields, 'content-length')).toEqual([String(size)])
      if (cell.clientName === '1.0') return
    }
  },

  'upload of unknown length': async (cell) => {
    for (const size of sizes) {
      const head = await upload(cell, size, 'unknown')
      expect(head.framing).toBe(cell.upstreamIsH2 ? 'frames' : 'chunked')
      expect(valuesOf(head.fields, 'content-length')).toEqual([])
    }
  },

  fields: async (cell) => {
    const sent: Pairs = [
      ['X-Bee', '1'],
      ['x-ay', '2'],
      ['Cookie', 'a=1'],
      ['X-Bee', '3'],
      ['cookie', 'b=2'],
      ['Accept', '*/*'],
    ]
    const answered: Pairs = [
      ['Set-Cookie', 'a=1'],
      ['x-ay', '2'],
      ['SET-Cookie', 'b=2'],
      ['X-ay', '2'],
      ['Date', 'today'],
    ]
    const { call, served, ended } = cell.ask({ fields: sent })
    const origin = await served
    origin.respond({ status: 299, reason: 'Odd, but  fine', fields: answered, body: 0 })
    origin.finish()
    const head = await call.head()
    await call.end()

    const authority = `127.0.0.1:${cell.world.upstreams[cell.upstreamName].port}`
    if (cell.upstreamIsH2) {
      const scheme = cell.upstreamName === 'h2' ? 'https' : 'http'
      expect(origin.head.pseudo).toMatchObject({ ':authority': authority, ':scheme': scheme, ':method': 'GET' })
      expect(origin.head.fields).toEqual(lower(sent))
    } else {
      const joined = lower(sent)
        .map(([name, value]): [string, string] => (value === 'a=1' ? [name, 'a=1; b=2'] : [name, value]))
        .filter(([, value]) => value !== 'b=2')
      expect(origin.head.line).toMatch(/^GET \/\S+ HTTP\/1\.1$/)
      expect(origin.head.fields).toEqual([['Host', authority], ...(cell.clientIsH2 ? joined : sent)])
    }
    const unframed = head.fields.filter(([name]) => !/^(content-length|connection)$/i.test(name))
    expect(unframed).toEqual(cell.clientIsH2 || cell.upstreamIsH2 ? lower(answered) : answered)
    expect(valuesOf(head.fields, 'content-length')).toEqual(['0'])
    if (cell.clientIsH2) expect(head.pseudo).toEqual({ ':status': '299' })
    else expect(head.line).toBe(cell.upstreamIsH2 ? 'HTTP/1.1 299 ' : 'HTTP/1.1 299 Odd, but  fine')

    // The ledger explains every difference: the first head with its patches is the last one, and back.
    const exchange = await ended()
    const [clientLeg, originLeg] = legHeads(exchange)
    expect(toPairs(originLeg!.request!.fields)).toEqual(origin.head.fields)
    expect(toPairs(clientLeg!.response!.fields)).toEqual(head.fields)
    expect(exchange.client.protocol).toBe(protocolOf[cell.clientName])
  },
})

async function download(cell: Cell, size: number, body: number | 'unknown') {
  const { call, served, ended } = cell.ask()
  const origin = await served
  origin.respond({ status: 200, body })
  origin.write(pattern(size))
  origin.finish()
  return { call, ended }
}

async function upload(cell: Cell, size: number, body: number | 'unknown') {
  const { call, served, ended } = cell.ask({ method: 'POST', body })
  call.write(pattern(size))
  call.finish()
  const origin = await served
  expect(await origin.end()).toEqual({ how: 'complete', body: pattern(size), trailers: [] })
  origin.respond({ status: 204 })
  origin.finish()
  expect((await call.head()).status).toBe(204)
  await call.end()
  expect(await ended()).toMatchObject({ outcome: 'complete', requestBody: { size } })
  return origin.head
}

const protocolOf = { '1.0': 'http/1.0', '1.1': 'http/1.1', '1.1 in TLS': 'http/1.1', h2: 'h2', h2c: 'h2c' }

function lower(fields: Pairs): Pairs {
  return fields.map(([name, value]) => [name.toLowerCase(), value])
}
