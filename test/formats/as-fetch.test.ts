import { Buffer } from 'node:buffer'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asFetch } from '../../src/formats/as-fetch.ts'
import { createRedactor } from '../../src/kit/redact.ts'
import { buildBody, buildExchange, buildRequestHead } from '../support/exchange.ts'
import { listenTcp, type TestServer } from '../support/servers.ts'

const ask = (method: string, url: string, fields: string[], body: string | Uint8Array = '') =>
  buildExchange({
    method,
    url,
    legs: [{ request: buildRequestHead({ method, fields }) }],
    hops: [],
    requestBody: buildBody(body),
  })

test('a call that can be pasted', () => {
  const { text, notes } = asFetch(
    ask('POST', 'http://a.test/x', ['Host', 'a.test', 'X-A', 'b"c', 'Content-Length', '2'], 'é'),
  )
  expect(text).toBe(
    `await fetch("http://a.test/x", {\n  method: "POST",\n  headers: [\n    ["X-A", "b\\"c"],\n  ],\n  body: "é",\n  redirect: 'manual',\n})`,
  )
  expect(notes).toEqual([])
})

test('what fetch cannot send is said', () => {
  expect(asFetch(ask('GET', 'http://a.test/', ['Host', 'b.test'], 'x')).notes).toEqual([
    'fetch sends no body with GET: it is left out',
    'fetch takes Host from the URL: b.test is left out',
  ])
})

test('nothing in it turns the line around, and secrets go when told', () => {
  const exchange = ask('POST', 'http://a.test/?token=abc', ['Cookie', 'sid=abc'], '\u202eabc')
  expect(asFetch(exchange).text).toContain('\\u202e')
  expect(asFetch(exchange, createRedactor()).text).not.toContain('=abc')
})

let server: TestServer
let seen = ''
beforeAll(async () => {
  server = await listenTcp((socket) => {
    socket.setEncoding('latin1').on('data', (text: string) => {
      seen += text
      if (seen.endsWith('\xff')) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
    })
  })
})
afterAll(() => server.close())

test('it runs, and sends the same bytes', async () => {
  const { text } = asFetch(ask('PUT', `http://127.0.0.1:${server.port}/x`, ['X-A', 'b'], Uint8Array.of(0, 1, 255)))
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', text])
  expect(seen).toMatch(/^PUT \/x HTTP\/1\.1\r\n/)
  expect(seen).toMatch(/\r\nx-a: b\r\n/i)
  expect(Buffer.from(seen.slice(-3), 'latin1')).toEqual(Buffer.from([0, 1, 255]))
})
