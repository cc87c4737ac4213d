/** The table of faults: what a raw client sees of each over plain HTTP/1, HTTP/1 in TLS, and h2. */
import { describe, expect, test } from 'vitest'
import { faultRule, http2Through, securedThrough } from '../../support/faulty.ts'
import { startProxy, type TestProxy } from '../../support/proxy.ts'
import { rawClient } from '../../support/raw.ts'

type Seen = { text: string; how: 'fin' | 'reset' | 'kept'; ms: number }

/** All that comes back for one request, and how it ends. `whole`: what a kept connection is waited for. */
async function ask(proxy: TestProxy, wire: 'plain' | 'TLS', path: string, whole?: RegExp): Promise<Seen> {
  const client = wire === 'TLS' ? await securedThrough(proxy) : await rawClient(proxy.port)
  const since = performance.now()
  client.send(`GET ${wire === 'TLS' ? '' : 'http://middlebox.test'}${path} HTTP/1.1\r\nHost: middlebox.test\r\n\r\n`)
  const seen = whole === undefined ? await client.ended() : { text: await client.until(whole), how: 'kept' as const }
  const ms = performance.now() - since
  client.close()
  return { ...seen, ms }
}

const page = '/bytes/1000'
const whole = /\r\n\r\n[\s\S]{1000}$/

describe.each(['plain', 'TLS'] as const)('HTTP/1, %s', (wire) => {
  const over = async (fault: string, end?: RegExp, path = page): Promise<Seen> => {
    await using proxy = await startProxy({ rules: [faultRule(`${fault} ~u ${path}`)] })
    return await ask(proxy, wire, path, end)
  }

  test('latency: head and body, later', async () => {
    const { ms, text } = await over('latency:80', whole)
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect(ms).toBeGreaterThan(75)
  })

  test('bandwidth: as slow as said', async () => {
    const { ms } = await over('bandwidth:5', whole)
    expect(ms).toBeGreaterThan(200)
  })

  test('slicer: every byte', async () => {
    expect((await over('slicer:10', whole)).text).toMatch(whole)
  })

  test('timeout: nothing, then FIN', async () => {
    expect(await over('timeout:60')).toMatchObject({ text: '', how: 'fin' })
  })

  test('limit_data: so many bytes, head included, then FIN', async () => {
    const { text, how } = await over('limit_data:100')
    expect(text).toHaveLength(100)
    expect(how).toBe('fin')
  })

  test('limit_data behind which others hold bytes: they still come', async () => {
    await using proxy = await startProxy({
      rules: [faultRule('limit_data:100'), { ...faultRule('latency:80'), name: 'late' }],
    })
    const { text, how, ms } = await ask(proxy, wire, page)
    expect(text).toHaveLength(100)
    expect(how).toBe('fin')
    expect(ms).toBeGreaterThan(75)
  })

  test('reset_peer: RST, whatever its scope', async () => {
    expect(await over('reset_peer')).toMatchObject({ text: '', how: 'reset' })
    expect(await over('reset_peer:timeout=20,scope=connection')).toMatchObject({ text: '', how: 'reset' })
  })

  test('slow_close: the FIN is held, and the connection is not used again', async () => {
    const { text, how, ms } = await over('slow_close:120')
    expect(text).toMatch(whole)
    expect(text).not.toMatch(/^Connection: close/im)
    expect(how).toBe('fin')
    expect(ms).toBeGreaterThan(115)
  })

  test('slow_close: a client that has the whole answer may leave before the FIN', async () => {
    await using proxy = await startProxy({
      rules: [faultRule(`slow_close:60s ~u ${page}`), { ...faultRule('latency:120'), name: 'late' }],
    })
    const client = wire === 'TLS' ? await securedThrough(proxy) : await rawClient(proxy.port)
    client.send(`GET ${wire === 'TLS' ? '' : 'http://middlebox.test'}${page} HTTP/1.1\r\nHost: middlebox.test\r\n\r\n`)
    await client.until(whole)
    client.close()
    expect(await proxy.ended(wire === 'TLS' ? 1 : 0)).toMatchObject({
      url: expect.stringMatching(page),
      outcome: 'complete',
    })
  })

  test('slow_close: a request that follows is not answered', async () => {
    await using proxy = await startProxy({ rules: [faultRule(`slow_close:100 ~u ${page}`)] })
    const client = wire === 'TLS' ? await securedThrough(proxy) : await rawClient(proxy.port)
    const request = (path: string) =>
      `GET ${wire === 'TLS' ? '' : 'http://middlebox.test'}${path} HTTP/1.1\r\nHost: middlebox.test\r\n\r\n`
    client.send(request(page))
    await client.until(whole)
    client.send(request('/status/204'))
    const { text, how } = await client.ended()
    expect(text).not.toContain('204')
    expect(how).toBe('fin')
  })

  test('down: FIN before any byte', async () => {
    expect(await over('down')).toMatchObject({ text: '', how: 'fin' })
  })

  test('malformed_response_chunk: a good head, garbage, FIN', async () => {
    const { text, how } = await over('malformed_response_chunk')
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n(.+\r\n)*\r\n[\s\S]+$/)
    expect(how).toBe('fin')
  })

  test('random_data_then_close: garbage, FIN', async () => {
    const { text, how } = await over('random_data_then_close')
    expect(text).not.toMatch(/^HTTP/)
    expect(text.length).toBeGreaterThan(0)
    expect(how).toBe('fin')
  })

  test('duplicate_response: twice', async () => {
    const { text } = await over(
      'duplicate_response',
      /HTTP\/1\.1 204[\s\S]*HTTP\/1\.1 204[\s\S]*\r\n\r\n$/,
      '/status/204',
    )
    expect(text.match(/HTTP\/1\.1 204/g)).toHaveLength(2)
  })

  test('slow_headers: the head in drops', async () => {
    const { ms } = await over('slow_headers:delay=5,bytes=8', /\r\n\r\n$/, '/status/204')
    expect(ms).toBeGreaterThan(25)
  })
})

describe('h2', () => {
  const over = async (fault: string, path = page) => {
    await using proxy = await startProxy({ rules: [faultRule(`${fault} ~u ${path}`)] })
    const client = await http2Through(proxy)
    const since = performance.now()
    const seen = await client.ask({ ':path': path })
    const ms = performance.now() - since
    const exchange = await proxy.ended(1)
    client.close()
    return { ...seen, ms, exchange }
  }
  const intact = { status: 200, code: 0, connection: 'open' }

  test('latency, bandwidth, slicer: the data of the stream', async () => {
    const late = await over('latency:80')
    expect(late).toMatchObject(intact)
    expect(late.ms).toBeGreaterThan(75)
    const slow = await over('bandwidth:5')
    expect(slow).toMatchObject(intact)
    expect(slow.ms).toBeGreaterThan(180)
    expect((await over('slicer:10')).body).toHaveLength(1000)
  })

  test('timeout: nothing, then RST_STREAM(CANCEL)', async () => {
    expect(await over('timeout:60')).toMatchObject({ status: undefined, body: '', code: 8, connection: 'open' })
  })

  test('limit_data: so many bytes of data, then RST_STREAM', async () => {
    const { body, code, status } = await over('limit_data:100')
    expect({ status, size: body.length, code }).toEqual({ status: 200, size: 100, code: 8 })
  })

  test('reset_peer: RST_STREAM(INTERNAL_ERROR); with the connection as its scope, TCP RST', async () => {
    expect(await over('reset_peer')).toMatchObject({ status: undefined, code: 2, connection: 'open' })
    const whole = await over('reset_peer:scope=connection')
    expect(whole.connection).toBe('reset')
    expect(whole.exchange).toMatchObject({ outcome: 'fault', error: { code: 'injected_reset' } })
  })

  test('slow_close: END_STREAM held, and the connection goes on', async () => {
    const { ms, ...seen } = await over('slow_close:120')
    expect(seen).toMatchObject({ ...intact, goaway: false })
    expect(ms).toBeGreaterThan(115)
  })

  test('down: REFUSED_STREAM and GOAWAY', async () => {
    expect(await over('down')).toMatchObject({ status: undefined, code: 7, goaway: true })
  })

  test.each(['malformed_response_chunk', 'random_data_then_close'])(
    '%s: HEADERS, then RST_STREAM(PROTOCOL_ERROR)',
    async (fault) => {
      expect(await over(fault)).toMatchObject({ status: 200, code: 1, connection: 'open' })
    },
  )

  test.each(['duplicate_response', 'slow_headers'])('%s: skipped, and said', async (fault) => {
    const { exchange, ...seen } = await over(fault)
    expect(seen).toMatchObject(intact)
    expect(exchange.faults).toMatchObject([{ name: fault, applied: false, skipped: expect.any(String) }])
  })
})
