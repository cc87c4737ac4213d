/** Scripts as clients and origins meet them: over plain HTTP/1, TLS and h2, in WebSockets, and changed while they run. */
import { connect as connectHttp2 } from 'node:http2'
import { connect as connectTls } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RuleDefinition } from '../../src/model/rule.ts'
import { type TestProxy, startProxy } from '../support/proxy.ts'
import { answering, rawClient, rawConnection, rawOrigin } from '../support/raw.ts'
import { ruleOf } from '../support/rules.ts'
import { scriptFile } from '../support/script.ts'
import { openWebSocket } from '../support/websocket-client.ts'

const text = `
import type { OnExchange, OnMessage, OnRequest, OnResponse } from 'middlebox'

export const onRequest: OnRequest = async (request, { state, tag }) => {
  const { pathname } = new URL(request.url)
  state.path = pathname
  if (pathname === '/mock') return { status: 201, headers: { 'X-From': 'script' }, json: { made: true } }
  if (pathname === '/drop') return 'drop'
  if (pathname === '/throw') throw new Error('no')
  if (pathname === '/loop') for (;;);
  if (request.method === 'POST') request.body = (await request.text()).toUpperCase()
  request.headers.set('X-Script', 'up')
  tag('seen')
}
export const onResponse: OnResponse = (response, { state }) => response.headers.set('X-Path', String(state.path))
export const onMessage: OnMessage = (message) => {
  if (message.data === 'drop') return 'drop'
  if (message.direction === 'up') message.data += '!'
}
export const onExchange: OnExchange = (exchange, { note }) => note(exchange.outcome + ' ' + exchange.status)
`

const scriptRule = (file: string): RuleDefinition => ruleOf('', 'script', { file }, { name: '-s fix.ts' })

let file: Awaited<ReturnType<typeof scriptFile>>
let proxy: TestProxy

beforeAll(async () => {
  file = await scriptFile(text)
  proxy = await startProxy({ rules: [scriptRule(file.path)] })
})

afterAll(async () => {
  await proxy[Symbol.asyncDispose]()
  await file[Symbol.asyncDispose]()
})

const ask = async (path: string, host = 'middlebox.test') => {
  const client = await rawClient(proxy.port)
  client.send(`GET http://${host}${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
  const { text: got, how } = await client.ended()
  client.close()
  return { got, how }
}

describe('over plain HTTP/1', () => {
  test('the origin gets what the script made, the client too, and the ledger says who it was', async () => {
    await using origin = await rawOrigin(answering('HTTP/1.1 200 Fine\r\nContent-Length: 2\r\n\r\nok'))
    const client = await rawClient(proxy.port)
    const host = `127.0.0.1:${origin.port}`
    client.send(`POST http://${host}/a HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 2\r\n\r\nhi`)
    expect(await client.until(/ok$/)).toBe('HTTP/1.1 200 Fine\r\nContent-Length: 2\r\nX-Path: /a\r\n\r\nok')
    expect((await origin.connection()).received()).toBe(
      `POST /a HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 2\r\nX-Script: up\r\n\r\nHI`,
    )
    client.close()
    const { id } = await proxy.event('end')
    const { comment } = await proxy.event('mark', (mark) => mark.id === id && mark.comment !== undefined)
    expect(comment).toBe('complete 200')
    const exchange = proxy.session.store.get(id)!
    expect(exchange.tags).toEqual(['seen'])
    const causes = exchange.hops.flatMap(({ request, response }) => [...request, ...response])
    expect(causes.filter(({ cause }) => cause === 'script fix.ts').map(({ name }) => name)).toEqual([
      'X-Script',
      'X-Path',
    ])
  })

  test('an answer is a mock', async () => {
    const { got } = await ask('/mock', 'nowhere.test')
    expect(got).toMatch(/^HTTP\/1.1 201 Created\r\nX-From: script\r\nContent-Type: application\/json\r\n/)
    expect(got.endsWith('{"made":true}')).toBe(true)
    const { id } = await proxy.event('request', ({ url }) => url.endsWith('/mock'))
    expect(proxy.session.store.get(id)).toMatchObject({ outcome: 'mock', status: 201 })
  })

  test('drop is a reset', async () => {
    expect((await ask('/drop')).how).toBe('reset')
  })

  test('one that throws or never ends lets its exchange pass, and is said', async () => {
    expect((await ask('/throw')).got).toMatch(/^HTTP\/1.1 404 /)
    const thrown = await proxy.event('warning', ({ code }) => code === 'script_failed')
    expect(thrown.message).toMatch(/fix\.ts:9:36: Error: no \(onRequest\); the exchange passes untouched$/)
    expect((await ask('/loop')).got).toMatch(/^HTTP\/1.1 404 /)
    const ended = await proxy.event('warning', ({ code }) => code === 'script_ended')
    expect(ended.message).toContain('onRequest was past its time limit of 2 s')
    expect((await ask('/mock')).got).toContain('201')
  })
})

test('in TLS and over h2', async () => {
  const socket = connectTls({ ...(await tunnel()), ALPNProtocols: ['http/1.1'] })
  const client = rawConnection(socket)
  client.send('GET /mock HTTP/1.1\r\nHost: middlebox.test\r\n\r\n')
  expect(await client.until(/made/)).toMatch(/^HTTP\/1.1 201 Created\r\nX-From: script/)
  client.close()

  const secure = connectTls({ ...(await tunnel()), ALPNProtocols: ['h2'] })
  const session = connectHttp2('https://middlebox.test', { createConnection: () => secure })
  const stream = session.request({ ':path': '/echo', ':method': 'POST' })
  stream.end('over h2')
  const [headers, body] = await new Promise<[Record<string, unknown>, string]>((resolve) => {
    let got = ''
    let head = {}
    stream.on('response', (found) => (head = found))
    stream.on('data', (chunk) => (got += chunk))
    stream.on('end', () => resolve([head, got]))
  })
  expect(headers).toMatchObject({ ':status': 200, 'x-path': '/echo' })
  expect(body).toContain('"X-Script", "up"')
  expect(body).toContain('OVER H2')
  session.close()
})

async function tunnel() {
  const { socket } = await connectTunnel()
  return { socket, servername: 'middlebox.test', ca: proxy.ca }
}

async function connectTunnel() {
  const client = await rawClient(proxy.port)
  client.send('CONNECT middlebox.test:443 HTTP/1.1\r\nHost: middlebox.test:443\r\n\r\n')
  await client.until(/\r\n\r\n/)
  client.socket.removeAllListeners()
  return client
}

test('messages of a WebSocket are edited and dropped', async () => {
  const { socket } = await rawClient(proxy.port)
  socket.removeAllListeners()
  const { client } = await openWebSocket(socket, { target: 'http://middlebox.test/ws' })
  client.send('drop')
  client.send('hello')
  expect((await client.next())?.payload.toString()).toBe('hello!')
  client.close()
  client.destroy()
})

test('a script that is changed acts in its new form from the next replacement of the rules on', async () => {
  await using own = await scriptFile("export const onRequest = () => ({ body: 'one' })")
  await using other = await startProxy({ rules: [scriptRule(own.path)] })
  const get = async () => {
    const client = await rawClient(other.port)
    client.send('GET http://a.test/ HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n')
    return (await client.ended()).text.slice(-3)
  }
  expect(await get()).toBe('one')
  await own.write("export const onRequest = () => ({ body: 'another' })")
  await other.session.rules.replace([scriptRule(own.path)])
  expect(await get()).toBe('her')
  await own.write('export const onRequest = 5')
  await expect(other.session.rules.replace([scriptRule(own.path)])).rejects.toMatchObject({ code: 'script_invalid' })
  expect(await get()).toBe('her')
})

test('a script that cannot be loaded is refused at the start', async () => {
  await using own = await scriptFile('throw new Error("no")')
  await expect(startProxy({ rules: [scriptRule(own.path)] })).rejects.toMatchObject({ code: 'script_invalid' })
})
