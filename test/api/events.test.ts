import { expect, test } from 'vitest'
import { rawClient } from '../support/raw.ts'
import { startTestApi, token } from '../support/api.ts'

async function listening(port: number, fields = '') {
  const client = await rawClient(port)
  client.send(`GET /events HTTP/1.1\r\nHost: localhost\r\n${fields}Authorization: Bearer ${token}\r\n\r\n`)
  await client.until(/\r\n\r\n/)
  return client
}

test('lines as they come, as NDJSON', async () => {
  await using bench = await startTestApi()
  const client = await listening(bench.api.port)
  bench.lines.emit('{"a":1}')
  bench.lines.emit('{"b":2}\n{"c":3}')
  expect(await client.until(/"c":3/)).toMatch(/application\/x-ndjson[^]*\{"a":1\}\n[^]*\{"b":2\}\n[^]*\{"c":3\}\n/)
  client.close()
})

test('as Server-Sent Events for who asks so, with signs of life', async () => {
  await using bench = await startTestApi()
  const client = await listening(bench.api.port, 'Accept: text/event-stream\r\n')
  bench.lines.emit('{"a":1}')
  await client.until(/text\/event-stream[^]*data: \{"a":1\}\n\n/)
  bench.clock.advance(15_000)
  await client.until(/:\n\n/)
  client.close()
})

test('who goes is forgotten', async () => {
  await using bench = await startTestApi()
  const client = await listening(bench.api.port)
  expect(bench.lines.size).toBe(1)
  client.socket.resetAndDestroy()
  await new Promise<void>((resolve) => {
    const look = (): void => (bench.lines.size === 0 ? resolve() : void setImmediate(look))
    look()
  })
})

test('who reads too slowly is told how much was missed, and sent away', async () => {
  await using bench = await startTestApi()
  const client = await listening(bench.api.port)
  client.socket.pause()
  const line = JSON.stringify({ text: 'x'.repeat(64 * 1024) })
  // More than the sockets of both sides take, and the bound besides.
  for (let i = 0; i < 1000 && bench.warnings.length === 0; i++) {
    bench.lines.emit(line)
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(bench.warnings).toEqual(['api_reader: a reader of /events is too slow and was sent away'])
  bench.lines.emit(line)
  bench.lines.emit(line)
  client.socket.resume()
  const { text } = await client.ended()
  expect(text).toContain('"code":"lines_lost","message":"this reader is too slow: 3 lines were not sent"')
  client.close()
})

test('who then takes nothing at all is cut off', async () => {
  await using bench = await startTestApi()
  const client = await listening(bench.api.port)
  client.socket.pause()
  const line = JSON.stringify({ text: 'x'.repeat(64 * 1024) })
  for (let i = 0; i < 1000 && bench.warnings.length === 0; i++) {
    bench.lines.emit(line)
    await new Promise((resolve) => setImmediate(resolve))
  }
  bench.clock.advance(10_000)
  await new Promise<void>((resolve) => {
    const look = (): void => (bench.lines.size === 0 ? resolve() : void setImmediate(look))
    look()
  })
  client.close()
})
