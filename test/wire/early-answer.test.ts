/** An answer that comes before its request's body: the connection stays in step and goes on (RFC 9112 §9.3). */
import { expect, test } from 'vitest'
import { startProxy } from '../support/proxy.ts'
import { rawClient } from '../support/raw.ts'

test('after an early answer and the rest of the body, the next request on the connection is answered', async () => {
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.send(`POST /status/200 HTTP/1.1\r\nHost: 127.0.0.1:${proxy.port}\r\nContent-Length: 5\r\n\r\n`)
  await client.until(/200 OK\n$/)
  client.send(`helloGET /status/202 HTTP/1.1\r\nHost: 127.0.0.1:${proxy.port}\r\n\r\n`)
  expect(await client.until(/202 Accepted\n$/)).toMatch(/\nHTTP\/1\.1 202 Accepted\r\n/)
  client.close()
}, 5000)
