/** Pipelined requests are served one after another, in order, however many come in one read. */
import { expect, test } from 'vitest'
import { startProxy } from '../support/proxy.ts'
import { rawClient, rawOrigin } from '../support/raw.ts'

test('three thousand requests in one write, answered without a network', async () => {
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  const count = 3000
  client.send('GET /status/204 HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(count))
  const text = await client.until((all) => all.split('HTTP/1.1 204 ').length === count + 1)
  expect(text.split('\r\n\r\n').length).toBe(count + 1)
  client.close()
})

test('answers come in the order of the requests, also when the first one is slow', async () => {
  await using origin = await rawOrigin()
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.send(
    `GET http://127.0.0.1:${origin.port}/slow HTTP/1.1\r\nHost: 127.0.0.1:${origin.port}\r\n\r\nGET /status/204 HTTP/1.1\r\nHost: a\r\n\r\n`,
  )
  const upstream = await origin.connection()
  await upstream.until(/\r\n\r\n$/)
  expect(client.received()).toBe('')
  upstream.send('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nslow')
  const text = await client.until(/204 .*\r\n\r\n$/s)
  expect(text.startsWith('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nslowHTTP/1.1 204 ')).toBe(true)
  client.close()
})
