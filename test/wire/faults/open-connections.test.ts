/** Faults act on what was open before their rule was: running answers, WebSockets, tunnels, and kept connections. */
import { describe, expect, test } from 'vitest'
import { BodyStream } from '../../../src/kit/body.ts'
import type { Interceptor } from '../../../src/model/contract.ts'
import type { RuleDefinition } from '../../../src/model/rule.ts'
import { faultRule, http2Through, securedThrough, tunnelThrough } from '../../support/faulty.ts'
import { startProxy, type TestProxy } from '../../support/proxy.ts'
import { answering, rawClient, rawOrigin, type RawConnection } from '../../support/raw.ts'
import { openWebSocket } from '../../support/websocket-client.ts'

/** Answers everything with one body that the test writes. */
function pouring(): { origin: Interceptor; body: BodyStream; paused: () => boolean } {
  let held = false
  const source = { pauseBody: () => (held = true), resumeBody: () => (held = false), cancelBody: () => {} }
  const body = new BodyStream(null, source)
  const handle: Interceptor['handle'] = () => ({
    kind: 'respond',
    head: { status: 200, reason: 'OK', version: '1.1', fields: ['Transfer-Encoding', 'chunked'] },
    body,
    from: 'upstream',
    patches: [],
  })
  return { origin: { name: 'pouring', handle }, body, paused: () => held }
}

const say = (body: BodyStream, text: string): void => body.push(Buffer.from(text))

async function replace(proxy: TestProxy, ...rules: RuleDefinition[]): Promise<void> {
  await proxy.session.rules.replace(rules)
}

async function reading(proxy: TestProxy): Promise<RawConnection> {
  const client = await rawClient(proxy.port)
  client.send('GET http://poured.test/ HTTP/1.1\r\nHost: poured.test\r\n\r\n')
  return client
}

describe('a running answer over HTTP/1', () => {
  test('is cut by limit_data after so many more bytes, then FIN', async () => {
    const { origin, body } = pouring()
    await using proxy = await startProxy({}, [origin])
    const client = await reading(proxy)
    say(body, 'before')
    const before = await client.until(/before\r\n/)
    await replace(proxy, faultRule('limit_data:9'))
    say(body, 'abcdefgh')
    expect(await client.ended()).toEqual({ text: `${before}8\r\nabcdef`, how: 'fin' })
    const exchange = await proxy.ended()
    expect(exchange).toMatchObject({
      outcome: 'fault',
      error: { code: 'injected' },
      rules: [{ name: 'faulty', actions: ['close the connection after 9 bytes'] }],
      faults: [{ name: 'limit_data', applied: true }],
    })
  })

  test('is reset by reset_peer at its next byte', async () => {
    const { origin, body } = pouring()
    await using proxy = await startProxy({}, [origin])
    const client = await reading(proxy)
    say(body, 'before')
    await client.until(/before\r\n/)
    await replace(proxy, faultRule('reset_peer'))
    say(body, 'more')
    expect((await client.ended()).how).toBe('reset')
  })

  test('flows again, what was held first, when its rule goes; the connection is kept', async () => {
    const { origin, body } = pouring()
    await using proxy = await startProxy({ rules: [faultRule('latency:1h')] }, [origin])
    const client = await reading(proxy)
    await proxy.event('response')
    say(body, 'held')
    await replace(proxy)
    await client.until(/held\r\n$/)
    say(body, 'free')
    body.finish()
    const first = await client.until(/free\r\n0\r\n\r\n$/)
    client.send('GET http://middlebox.test/status/204 HTTP/1.1\r\nHost: middlebox.test\r\n\r\n')
    expect(await client.until(/204 No Content/)).toContain(first)
  })

  test('comes late under a latency that came late, and the next answer on that connection does as well', async () => {
    const { origin, body } = pouring()
    await using proxy = await startProxy({}, [origin])
    const client = await reading(proxy)
    say(body, 'before')
    await client.until(/before\r\n/)
    await replace(proxy, faultRule('latency:120'))
    const since = performance.now()
    say(body, 'late')
    body.finish()
    await client.until(/late\r\n0\r\n\r\n$/)
    expect(performance.now() - since).toBeGreaterThan(115)
    const again = performance.now()
    client.send('GET http://middlebox.test/status/204 HTTP/1.1\r\nHost: middlebox.test\r\n\r\n')
    await client.until(/204 No Content/)
    expect(performance.now() - again).toBeGreaterThan(115)
  })

  test('rules about others leave it alone, and so does one that does not act by chance', async () => {
    const { origin, body } = pouring()
    await using proxy = await startProxy({}, [origin])
    const client = await reading(proxy)
    say(body, 'before')
    await client.until(/before\r\n/)
    await replace(proxy, faultRule('limit_data:0 ~d other'), {
      ...faultRule('limit_data:0', { chance: 0 }),
      name: 'never',
    })
    say(body, 'after')
    body.finish()
    await client.until(/after\r\n0\r\n\r\n$/)
    const exchange = await proxy.ended()
    expect(exchange.rules).toMatchObject([{ name: 'never', draw: { threshold: 0 }, actions: [] }])
  })
})

test('a running stream over h2 is cut, and its connection goes on', async () => {
  await using proxy = await startProxy()
  const client = await http2Through(proxy)
  const stream = client.request({ ':path': '/sse' })
  await new Promise((resolve) => stream.once('data', resolve))
  await replace(proxy, faultRule('limit_data:1'))
  await new Promise((resolve) => stream.once('close', resolve))
  expect(stream.rstCode).toBe(8)
  await replace(proxy)
  expect(await client.ask({ ':path': '/status/204' })).toMatchObject({ status: 204, connection: 'open' })
  client.close()
})

test('a WebSocket: frames wait for the latency that came, and go at once when it goes', async () => {
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.socket.removeAllListeners('data')
  const { client: socket } = await openWebSocket(client.socket, { target: 'http://middlebox.test/ws' })
  socket.send('one')
  expect((await socket.next())?.payload.toString()).toBe('one')
  await replace(proxy, faultRule('latency:1h'))
  socket.send('two')
  const answer = socket.next()
  await proxy.event('message', ({ message }) => message.data.length === 3 && message.direction === 'up')
  await replace(proxy)
  expect((await answer)?.payload.toString()).toBe('two')
  socket.destroy()
})

test('an opaque tunnel', async () => {
  await using proxy = await startProxy()
  await using origin = await rawOrigin((connection) => connection.send('220 ready\r\n'))
  const client = await tunnelThrough(proxy, `127.0.0.1:${origin.port}`)
  await client.until(/220 ready\r\n$/)
  await replace(proxy, faultRule('limit_data:3 ~dst 127'))
  ;(await origin.connection()).send('abcdef')
  const { text, how } = await client.ended()
  expect(text).toMatch(/220 ready\r\nabc$/)
  expect(how).toBe('fin')
  expect((await (await origin.connection()).ended()).how).toBe('fin')
  const { tunnel } = await proxy.event('tunnel-closed')
  expect(tunnel).toMatchObject({ bytesDown: 14, error: { code: 'injected' } })
})

describe('handshake faults', () => {
  test('close an idle connection that matches, and no other', async () => {
    await using proxy = await startProxy()
    const client = await securedThrough(proxy)
    client.send('GET /status/204 HTTP/1.1\r\nHost: middlebox.test\r\n\r\n')
    await client.until(/204/)
    await replace(proxy, faultRule('tls_expired ~d other'))
    client.send('GET /status/201 HTTP/1.1\r\nHost: middlebox.test\r\n\r\n')
    await client.until(/201/)
    await replace(proxy, faultRule('tls_expired ~d middlebox'))
    expect((await client.ended()).how).toBe('fin')
    await expect(securedThrough(proxy)).rejects.toThrow(/expired/)
  })

  test('mark a busy one: Connection: close, so that the next request meets them', async () => {
    await using proxy = await startProxy()
    const client = await securedThrough(proxy)
    client.send('GET /delay/1 HTTP/1.1\r\nHost: middlebox.test\r\n\r\n')
    await proxy.event('request', ({ head }) => head.target === '/delay/1')
    await replace(proxy, faultRule('tls_untrusted'))
    const { text, how } = await client.ended()
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n(.+\r\n)*Connection: close\r\n/i)
    expect(how).toBe('fin')
  })

  test('GOAWAY over h2; what runs is finished', async () => {
    await using proxy = await startProxy()
    const client = await http2Through(proxy)
    const goaway = new Promise((resolve) => client.session.once('goaway', resolve))
    const stream = client.request({ ':path': '/delay/1' })
    const done = new Promise((resolve) => stream.once('close', () => resolve(stream.rstCode)))
    await proxy.event('request', ({ head }) => head.target === '/delay/1')
    await replace(proxy, faultRule('tls_wrong_host'))
    expect(await goaway).toBe(0)
    stream.resume()
    expect(await done).toBe(0)
    client.close()
  })
})

test('connect faults meet the next request, although the upstream connection is kept', async () => {
  await using origin = await rawOrigin(answering('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'))
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  const ask = `GET http://127.0.0.1:${origin.port}/ HTTP/1.1\r\nHost: a\r\n\r\n`
  client.send(ask)
  await client.until(/ok$/)
  await replace(proxy, faultRule('connect_refused'))
  client.send(ask)
  expect(await client.until(/502 Bad Gateway[\s\S]*refused/)).toContain('200 OK')
  client.close()
})
