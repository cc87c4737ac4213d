/** The built-in origin as clients meet it: through the real proxy, over every way in that people use. */
import { createHash } from 'node:crypto'
import { type ClientHttp2Session, type IncomingHttpHeaders, connect as connectHttp2 } from 'node:http2'
import type { Duplex } from 'node:stream'
import { type TLSSocket, connect as connectTls } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { openWebSocket, websocketClient, type WebSocketClient } from '../support/websocket-client.ts'
import { startProxy, type TestProxy } from '../support/proxy.ts'
import { rawClient, rawConnection, type RawConnection } from '../support/raw.ts'

type Answer = { status: number; fields: [string, string][]; body: string; trailers: Record<string, unknown> }
type Asking = { method?: string; path: string; fields?: [string, string][]; body?: string }

/** One way to reach the origin; `ask` sends one request over it. */
type Way = { ask(asking: Asking): Promise<Answer>; [Symbol.asyncDispose](): Promise<void> }

async function tunnel(proxy: TestProxy): Promise<Duplex> {
  const client = await rawClient(proxy.port)
  client.send('CONNECT middlebox.test:443 HTTP/1.1\r\nHost: middlebox.test:443\r\n\r\n')
  expect(await client.until(/\r\n\r\n$/)).toBe('HTTP/1.1 200 Connection established\r\n\r\n')
  client.socket.removeAllListeners('data')
  return client.socket
}

async function secured(proxy: TestProxy, protocol: string): Promise<TLSSocket> {
  const socket = await tunnel(proxy)
  const options = { socket, servername: 'middlebox.test', ca: proxy.ca, ALPNProtocols: [protocol] }
  const tls = connectTls(options)
  await new Promise<void>((resolve, reject) => tls.once('secureConnect', resolve).once('error', reject))
  expect(tls.alpnProtocol).toBe(protocol)
  return tls
}

/** HTTP/1 over a stream; `prefix` makes the target absolute. */
function http1(connection: RawConnection, host: string, prefix: string): Way {
  return {
    async ask({ method = 'GET', path, fields = [], body = '' }) {
      const from = connection.received().length
      const length: [string, string][] = body === '' ? [] : [['Content-Length', String(Buffer.byteLength(body))]]
      const lines = [['Host', host], ...fields, ...length].map(([name, value]) => `${name}: ${value}\r\n`).join('')
      connection.send(`${method} ${prefix}${path} HTTP/1.1\r\n${lines}\r\n${body}`)
      let parsed: Answer | undefined
      await connection.until((text) => (parsed = parseAnswer(text.slice(from), method)) !== undefined)
      return parsed!
    },
    async [Symbol.asyncDispose]() {
      connection.close()
    },
  }
}

/** Undefined until the answer is complete. */
function parseAnswer(text: string, method: string): Answer | undefined {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [line = '', ...lines] = text.slice(0, end).split('\r\n')
  const status = Number(line.split(' ')[1])
  const rest = text.slice(end + 4)
  if (status < 200) return parseAnswer(rest, method)
  const fields = lines.map((one): [string, string] => {
    const colon = one.indexOf(': ')
    return [one.slice(0, colon).toLowerCase(), one.slice(colon + 2)]
  })
  const value = (name: string) => fields.find(([one]) => one === name)?.[1]
  const answer = { status, fields, trailers: {} }
  if (method === 'HEAD' || status === 204 || status === 304) return rest === '' ? { ...answer, body: '' } : undefined
  if (value('transfer-encoding') === 'chunked') return parseChunks(rest, answer)
  const length = Number(value('content-length'))
  return rest.length === length ? { ...answer, body: rest } : undefined
}

function parseChunks(text: string, answer: Omit<Answer, 'body'>): Answer | undefined {
  let body = ''
  for (let at = 0; ;) {
    const line = text.indexOf('\r\n', at)
    if (line < 0) return undefined
    const size = parseInt(text.slice(at, line), 16)
    if (size === 0) {
      if (!text.endsWith('\r\n\r\n')) return undefined
      const pairs = text
        .slice(line + 2, -4)
        .split('\r\n')
        .filter((one) => one !== '')
      const trailers = Object.fromEntries(pairs.map((one) => one.toLowerCase().split(': ')))
      return { ...answer, body, trailers }
    }
    if (text.length < line + 4 + size) return undefined
    body += text.slice(line + 2, line + 2 + size)
    at = line + 4 + size
  }
}

function http2(session: ClientHttp2Session, scheme: string): Way {
  return {
    ask({ method = 'GET', path, fields = [], body = '' }) {
      const head = { ':method': method, ':path': path, ':scheme': scheme, ':authority': 'middlebox.test' }
      const stream = session.request({ ...head, ...Object.fromEntries(fields) }, { endStream: body === '' })
      if (body !== '') stream.end(body)
      return new Promise((resolve, reject) => {
        const answer: Answer = { status: 0, fields: [], body: '', trailers: {} }
        stream.on('response', (headers: IncomingHttpHeaders) => {
          answer.status = Number(headers[':status'])
          answer.fields = Object.entries(headers).map(([name, value]) => [name, String(value)])
        })
        stream.on('trailers', (trailers: Record<string, unknown>) => (answer.trailers = { ...trailers }))
        stream.on('data', (chunk: Buffer) => (answer.body += chunk.toString('latin1')))
        stream.on('close', () => resolve(answer))
        stream.on('error', reject)
      })
    },
    [Symbol.asyncDispose]: () => new Promise((resolve) => session.close(resolve)),
  }
}

const ways: [name: string, version: string, open: (proxy: TestProxy) => Promise<Way>][] = [
  [
    'http through the proxy',
    '1.1',
    async (proxy) => http1(await rawClient(proxy.port), 'middlebox.test', 'http://middlebox.test'),
  ],
  [
    'http straight to the port',
    '1.1',
    async (proxy) => http1(await rawClient(proxy.port), `127.0.0.1:${proxy.port}`, ''),
  ],
  [
    'https in a tunnel, HTTP/1.1',
    '1.1',
    async (proxy) => http1(rawConnection(await secured(proxy, 'http/1.1')), 'middlebox.test', ''),
  ],
  [
    'https in a tunnel, h2',
    '2',
    async (proxy) => {
      const socket = await secured(proxy, 'h2')
      return http2(connectHttp2('https://middlebox.test', { createConnection: () => socket }), 'https')
    },
  ],
  ['h2c with prior knowledge', '2', async (proxy) => http2(connectHttp2(`http://127.0.0.1:${proxy.port}`), 'http')],
]

const field = (answer: Answer, name: string) => answer.fields.find(([one]) => one === name)?.[1]

describe.each(ways)('%s', (name, version, open) => {
  test('the first page, the certificate and the echo', async () => {
    await using proxy = await startProxy()
    await using way = await open(proxy)
    const home = await way.ask({ path: '/' })
    expect(home.status).toBe(200)
    expect(home.body).toMatch(
      name.includes('https') ? /HTTPS works: this page came over TLSv1\.3/ : /middlebox\.test\//,
    )

    const pem = await way.ask({ path: '/ca.pem' })
    expect(pem.body).toBe(proxy.ca)
    expect(field(pem, 'content-type')).toBe('application/x-pem-file')

    const echoed = JSON.parse(
      (await way.ask({ method: 'POST', path: '/echo?a', fields: [['x-a', '1']], body: 'hello' })).body,
    )
    expect(echoed).toMatchObject({ method: 'POST', version: `HTTP/${version}`, body: { size: 5, text: 'hello' } })
    expect(echoed.target).toMatch(/\/echo\?a$/)
    expect(echoed.fields).toContainEqual(['x-a', '1'])
    expect(echoed.tls?.version).toBe(name.includes('https') ? 'TLSv1.3' : undefined)
  })

  test('framing: known and unknown lengths, no content, HEAD', async () => {
    await using proxy = await startProxy()
    await using way = await open(proxy)
    const bytes = await way.ask({ path: '/bytes/300000' })
    expect({ length: field(bytes, 'content-length'), size: bytes.body.length }).toEqual({
      length: '300000',
      size: 300_000,
    })

    const lines = await way.ask({ path: '/stream/3' })
    expect(lines.body.split('\n')).toHaveLength(4)
    expect(field(lines, 'content-length')).toBeUndefined()

    for (const code of [204, 304]) {
      const empty = await way.ask({ path: `/status/${code}` })
      expect({ status: empty.status, body: empty.body, length: field(empty, 'content-length') }).toEqual({
        status: code,
        body: '',
        length: undefined,
      })
    }

    const head = await way.ask({ method: 'HEAD', path: '/bytes/10g' })
    expect({ body: head.body, length: field(head, 'content-length') }).toEqual({ body: '', length: '10737418240' })
    expect(await way.ask({ method: 'HEAD', path: '/sse' })).toMatchObject({ status: 200, body: '' })
    // The connection is still good after all of it.
    expect((await way.ask({ path: '/status/201' })).status).toBe(201)
  })

  test('events, trailers and errors', async () => {
    await using proxy = await startProxy()
    await using way = await open(proxy)
    const events = await way.ask({ path: '/sse?count=3&interval=1' })
    expect(events.body.match(/^id: \d$/gm)).toEqual(['id: 1', 'id: 2', 'id: 3'])

    const trailed = await way.ask({ path: '/trailers' })
    expect(trailed.trailers).toMatchObject({ 'x-body-size': String(trailed.body.length) })

    expect((await way.ask({ path: '/nope' })).status).toBe(404)
    expect((await way.ask({ path: '/bytes/many' })).status).toBe(400)
  })

  test('every exchange is complete, and nothing had to be changed in its answer', async () => {
    await using proxy = await startProxy()
    await using way = await open(proxy)
    await way.ask({ path: '/' })
    const response = await proxy.event('response', ({ head }) => head.status === 200 && head.fields.length > 0)
    expect(response.patches).toEqual([])
    const end = await proxy.event('end', ({ id }) => id === response.id)
    expect(end.outcome).toBe('complete')
    expect(end).not.toHaveProperty('error')
  })
})

test('the raw head comes back byte for byte', async () => {
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  const head = `GET /echo/raw HTTP/1.1\r\nhOsT:   127.0.0.1:${proxy.port}\r\nX-Dup: 1\r\nx-dUP: caf\xe9\r\n\r\n`
  client.send(head)
  const text = await client.until((all) => all.endsWith('\xe9\r\n\r\n'))
  expect(text.slice(text.indexOf('\r\n\r\n') + 4)).toBe(head)
  client.close()
})

test('a 103 comes before the answer, but not to an HTTP/1.0 client', async () => {
  await using proxy = await startProxy()
  const modern = await rawClient(proxy.port)
  modern.send(`GET /early-hints HTTP/1.1\r\nHost: 127.0.0.1:${proxy.port}\r\n\r\n`)
  expect(await modern.until(/answer\n$/)).toMatch(
    /^HTTP\/1\.1 103 Early Hints\r\nLink: [^\r]+\r\n\r\nHTTP\/1\.1 200 OK\r\n/,
  )
  modern.close()
  const old = await rawClient(proxy.port)
  old.send('GET /early-hints HTTP/1.0\r\n\r\n')
  expect(await old.until(/answer\n$/)).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  old.close()
})

test('a client that expects a 100 gets it before it sends the body', async () => {
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.send(
    `POST /echo HTTP/1.1\r\nHost: 127.0.0.1:${proxy.port}\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n`,
  )
  expect(await client.until(/\r\n\r\n$/)).toBe('HTTP/1.1 100 Continue\r\n\r\n')
  client.send('hello')
  expect(await client.until(/\}\n$/)).toContain('"text": "hello"')
  client.close()
})

test('an upload with trailers is echoed with them', async () => {
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.send(`PUT /echo HTTP/1.1\r\nHost: 127.0.0.1:${proxy.port}\r\nTransfer-Encoding: chunked\r\n\r\n`)
  client.send('5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n')
  const text = await client.until(/\}\n$/)
  expect(JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4))).toMatchObject({
    body: { text: 'hello' },
    trailers: [['X-Sum', '1']],
  })
  client.close()
})

test('a body that breaks its framing in the middle is answered once', async () => {
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.send(`PUT /echo HTTP/1.1\r\nHost: 127.0.0.1:${proxy.port}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n`)
  await proxy.event('request')
  client.send('nonsense\r\n')
  const { text } = await client.ended()
  expect(text.match(/HTTP\/1\.1 /g)).toEqual(['HTTP/1.1 '])
  expect(text).toMatch(/^HTTP\/1\.1 400 /)
  client.close()
})

test('a large download arrives whole, and one that is given up stops at once', async () => {
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.socket.removeAllListeners('data')
  const hash = createHash('sha256')
  let size = 0
  let left = -1
  const done = new Promise<void>((resolve) =>
    client.socket.on('data', (chunk: Buffer) => {
      const from = left < 0 ? chunk.indexOf('\r\n\r\n') + 4 : 0
      if (left < 0) left = 20 * 1024 * 1024
      hash.update(chunk.subarray(from))
      size += chunk.length - from
      if (size === left) resolve()
    }),
  )
  client.send(`GET /bytes/20m HTTP/1.1\r\nHost: 127.0.0.1:${proxy.port}\r\n\r\n`)
  await done
  const { contentBlock } = await import('../../src/origin/bytes.ts')
  const expected = createHash('sha256')
  for (let i = 0; i < 320; i++) expected.update(contentBlock())
  expect(hash.digest('hex')).toBe(expected.digest('hex'))
  expect((await proxy.ended()).outcome).toBe('complete')

  client.send(`GET /bytes/10g HTTP/1.1\r\nHost: 127.0.0.1:${proxy.port}\r\n\r\n`)
  await proxy.event('response', ({ head }) => head.fields.includes('10737418240'))
  client.close()
  const given = await proxy.ended(1)
  expect(given.outcome).toBe('client_abort')
  expect(given.responseBody.size).toBeLessThan(1024 ** 3)
})

test.each(['/sse?interval=5', '/delay/60000'])('a client that leaves %s is seen to leave', async (path) => {
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.send(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${proxy.port}\r\n\r\n`)
  await proxy.event('request')
  // A reset: a FIN this early may be the half-close of a client that still reads.
  client.socket.resetAndDestroy()
  expect((await proxy.ended()).outcome).toBe('client_abort')
})

test('a tunnel to it is looked into even when everything else passes untouched', async () => {
  await using proxy = await startProxy({ ignoreHosts: ['.'] })
  await using way = http1(rawConnection(await secured(proxy, 'http/1.1')), 'middlebox.test', '')
  expect((await way.ask({ path: '/status/200' })).status).toBe(200)
})

describe('WebSocket', () => {
  const opens: [name: string, open: (proxy: TestProxy) => Promise<WebSocketClient>][] = [
    [
      'ws through the proxy',
      async (proxy) => {
        const { socket } = await rawClient(proxy.port)
        socket.removeAllListeners('data')
        return (await openWebSocket(socket, { target: 'http://middlebox.test/ws' })).client
      },
    ],
    [
      'ws straight to the port',
      async (proxy) => {
        const { socket } = await rawClient(proxy.port)
        socket.removeAllListeners('data')
        return (await openWebSocket(socket, { host: `127.0.0.1:${proxy.port}` })).client
      },
    ],
    ['wss in a tunnel', async (proxy) => (await openWebSocket(await secured(proxy, 'http/1.1'))).client],
    [
      'wss over h2 (RFC 8441)',
      async (proxy) => {
        const socket = await secured(proxy, 'h2')
        return extended(connectHttp2('https://middlebox.test', { createConnection: () => socket }), 'https')
      },
    ],
    ['ws over h2c', (proxy) => extended(connectHttp2(`http://127.0.0.1:${proxy.port}`), 'http')],
  ]

  async function extended(session: ClientHttp2Session, scheme: string): Promise<WebSocketClient> {
    await new Promise((resolve) => session.once('remoteSettings', resolve))
    const stream = session.request(
      {
        ':method': 'CONNECT',
        ':protocol': 'websocket',
        ':scheme': scheme,
        ':path': '/ws',
        ':authority': 'middlebox.test',
      },
      { endStream: false },
    )
    const status = await new Promise((resolve) => stream.once('response', (headers) => resolve(headers[':status'])))
    expect(status).toBe(200)
    stream.once('close', () => session.close())
    return websocketClient(stream)
  }

  test.each(opens)('%s: echo, fragments, ping, a large message, the close', async (_name, open) => {
    await using proxy = await startProxy()
    const client = await open(proxy)
    client.send('one')
    expect((await client.next())!.payload.toString()).toBe('one')
    client.send('in four fragments', 5)
    expect((await client.next())!.payload.toString()).toBe('in four fragments')
    client.ping('still there?')
    expect(await client.next()).toMatchObject({ opcode: 10, payload: Buffer.from('still there?') })
    const large = Buffer.alloc(3_000_000, 'large')
    client.send(large, 100_000)
    expect((await client.next())!.payload.equals(large)).toBe(true)
    client.close(1000, 'bye')
    expect(await client.next()).toMatchObject({ opcode: 8, payload: Buffer.from('\x03\xe8bye', 'latin1') })
    expect(await client.next()).toBeUndefined()
    client.end()
    const end = await proxy.event('end', ({ id }) =>
      proxy.events.some((one) => one.type === 'message' && one.id === id),
    )
    expect(end.outcome).toBe('complete')
    const kinds = proxy.events.flatMap((event) =>
      event.type === 'message' ? `${event.message.direction} ${event.message.kind}` : [],
    )
    expect(kinds).toEqual([
      ...['up text', 'down text', 'up text', 'down text', 'up ping', 'down pong'],
      ...['up binary', 'down binary', 'up close', 'down close'],
    ])
  })
})
