import { spawn } from 'node:child_process'
import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asCurl } from '../../src/formats/as-curl.ts'
import { createRedactor } from '../../src/kit/redact.ts'
import type { Fields } from '../../src/model/message.ts'
import { buildBody, buildExchange, buildRequestHead } from '../support/exchange.ts'
import { listenTcp, type TestServer } from '../support/servers.ts'

const ask = (facts: {
  method?: string
  url: string
  fields?: Fields
  body?: string | Uint8Array
  version?: '1.0' | '1.1' | '2'
}) => {
  const { method = 'GET', url, fields = [], body = '', version = '1.1' } = facts
  const request = buildRequestHead({ method, target: new URL(url).pathname, fields, version })
  return buildExchange({ method, url, legs: [{ request }], hops: [], requestBody: buildBody(body) })
}

describe('the command', () => {
  test('says what it must and no more', () => {
    const fields = ['Host', 'a.test', 'User-Agent', 'x', 'Accept', '*/*']
    expect(asCurl(ask({ url: 'http://a.test/b?c=d', fields })).text).toBe(
      "curl 'http://a.test/b?c=d' \\\n  -H 'User-Agent: x' \\\n  -H 'Accept: */*'",
    )
  })

  test('takes out what curl would add', () => {
    expect(asCurl(ask({ url: 'http://a.test/', method: 'POST', body: 'x' })).text).toBe(
      "curl http://a.test/ \\\n  -H 'User-Agent:' \\\n  -H 'Accept:' \\\n  -H 'Content-Type:' \\\n  --data-raw x",
    )
  })

  test.each([
    ['HEAD', '', '--head'],
    ['PUT', 'x', '-X PUT'],
    ['GET', 'x', '-X GET'],
    ['POST', '', '-X POST'],
  ])('%s with body %j: %s', (method, body, word) => {
    expect(asCurl(ask({ url: 'http://a.test/', method, body })).text).toContain(word)
  })

  test.each([
    ['https://a.test/', '1.1', '--http1.1'],
    ['http://a.test/', '1.0', '--http1.0'],
    ['http://a.test/', '2', '--http2-prior-knowledge'],
    ['http://a.test/a/../b', '1.1', '--path-as-is'],
    ['http://a.test/[1]', '1.1', '--globoff'],
  ] as const)('%s over %s has %s', (url, version, word) => {
    expect(asCurl(ask({ url, version })).text).toContain(word)
  })

  test('bytes come through base64, and long bodies do too', () => {
    expect(asCurl(ask({ url: 'http://a.test/', method: 'POST', body: Uint8Array.of(0, 255) })).text).toMatch(
      /^printf %s 'AP8=' \| base64 -d \| curl http:\/\/a\.test\/ [^]*--data-binary @-$/,
    )
    expect(asCurl(ask({ url: 'http://a.test/', method: 'POST', body: 'a'.repeat(200_000) })).text).toContain(
      'base64 -d',
    )
  })

  test('secrets go where that is asked for', () => {
    const fields = ['Authorization', 'Bearer abc', 'Content-Type', 'application/json']
    const exchange = ask({ url: 'http://a.test/?token=s3cret', method: 'POST', fields, body: '{"password":"hunter2"}' })
    expect(asCurl(exchange).text).toMatch(/s3cret[^]*abc[^]*hunter2/)
    expect(asCurl(exchange, createRedactor()).text).not.toMatch(/s3cret|abc|hunter2/)
  })

  test('a body that was not kept whole is said', () => {
    const exchange = {
      ...ask({ url: 'http://a.test/', method: 'POST' }),
      requestBody: { ...buildBody('abc'), size: 9 },
    }
    expect(asCurl(exchange).notes).toEqual(['only the first 3 of 9 bytes of the body were kept (--max-body)'])
  })
})

describe('what curl then sends', () => {
  let server: TestServer
  let got: Buffer[] = []

  beforeAll(async () => {
    server = await listenTcp((socket) => {
      let bytes = Buffer.alloc(0)
      socket.on('data', (chunk) => {
        bytes = Buffer.concat([bytes, chunk])
        const end = bytes.indexOf('\r\n\r\n')
        const length = Number(/\r\ncontent-length: (\d+)/i.exec(bytes.toString('latin1'))?.[1] ?? 0)
        if (end < 0 || bytes.length < end + 4 + length) return
        got.push(bytes)
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
      })
    })
  })
  afterAll(() => server.close())

  async function send(command: string): Promise<{ line: string; fields: string[]; body: Buffer }> {
    got = []
    const child = spawn('sh', ['-c', command], {
      stdio: 'ignore',
      env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', no_proxy: '*' },
    })
    await new Promise((resolve) => child.once('close', resolve))
    const [bytes = Buffer.alloc(0)] = got
    const end = bytes.indexOf('\r\n\r\n')
    const [line = '', ...fields] = bytes.subarray(0, end).toString('latin1').split('\r\n')
    return { line, fields, body: bytes.subarray(end + 4) }
  }

  const value = fc
    .string({
      unit: fc.constantFrom(
        'a',
        ' ',
        "'",
        '"',
        '\\',
        '$',
        '`',
        '!',
        '%',
        '@',
        ';',
        ':',
        '\t',
        '\xe9',
        '\xc3\xa9',
        '\x80',
      ),
      maxLength: 15,
    })
    .map((text) => text.replace(/^[ \t]+|[ \t]+$/g, ''))
  const body = fc.oneof(
    fc.string({
      unit: fc.constantFrom('a', "'", '@', '\n', '\r', '\t', '$x', '\\n', '"', 'é', '😀', '%s'),
      maxLength: 20,
    }),
    fc.uint8Array({ maxLength: 30 }),
  )

  test('is what was sent, byte for byte', async () => {
    const property = fc.asyncProperty(
      value,
      value,
      body,
      fc.constantFrom('POST', 'PUT', 'GET'),
      async (first, second, content, method) => {
        const host = `127.0.0.1:${server.port}`
        const url = `http://${host}/a/../b?x=[1]&y={z}&q='"$`
        const length = Buffer.from(content).length
        const fields = [
          'Host',
          host,
          'X-First',
          first,
          'accept',
          'text/*',
          'X-First',
          second,
          ...(length > 0 ? ['Content-Length', String(length)] : []),
        ]
        const { line, fields: seen, body: sent } = await send(asCurl(ask({ method, url, fields, body: content })).text)
        expect(line).toBe(`${method} /a/../b?x=[1]&y={z}&q='"$ HTTP/1.1`)
        expect(seen.map((field) => field.replace(/: ?/, ': ')).toSorted()).toEqual(
          [
            `Host: ${host}`,
            `X-First: ${first}`,
            'accept: text/*',
            `X-First: ${second}`,
            ...(length > 0 ? [`Content-Length: ${length}`] : []),
          ].toSorted(),
        )
        expect(sent).toEqual(Buffer.from(content))
      },
    )
    await fc.assert(property, { numRuns: 40 })
  })
})
