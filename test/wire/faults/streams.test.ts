/** Faults of WebSockets as a raw client sees them, and those on what they send, over HTTP/1 and h2. */
import { describe, expect, test } from 'vitest'
import { faultRule, http2Through } from '../../support/faulty.ts'
import { startProxy, type TestProxy } from '../../support/proxy.ts'
import { rawClient } from '../../support/raw.ts'
import { type WebSocketClient, openWebSocket, websocketClient } from '../../support/websocket-client.ts'

async function open(proxy: TestProxy, over: 'HTTP/1' | 'h2'): Promise<WebSocketClient> {
  if (over === 'h2') {
    const { session } = await http2Through(proxy)
    await new Promise((resolve) => session.once('remoteSettings', resolve))
    const stream = session.request(
      {
        ':method': 'CONNECT',
        ':protocol': 'websocket',
        ':path': '/ws',
        ':scheme': 'https',
        ':authority': 'middlebox.test',
      },
      { endStream: false },
    )
    stream.on('error', () => {})
    await new Promise((resolve) => stream.once('response', resolve))
    return websocketClient(stream)
  }
  const raw = await rawClient(proxy.port)
  raw.socket.removeAllListeners('data')
  return (await openWebSocket(raw.socket, { target: 'http://middlebox.test/ws' })).client
}

/** What comes back for these messages, each sent when the answer to the one before is there. */
async function converse(client: WebSocketClient, messages: readonly string[]): Promise<string[]> {
  const came: string[] = []
  for (const message of messages) {
    client.send(message)
    const frame = await client.next()
    if (frame === undefined) return [...came, 'end']
    came.push(
      frame.opcode === 8
        ? `close ${frame.payload.length < 2 ? '' : frame.payload.readUInt16BE(0)}`
        : frame.payload.toString(),
    )
  }
  return came
}

describe.each(['HTTP/1', 'h2'] as const)('over %s', (over) => {
  const seen = async (fault: string, messages: readonly string[]): Promise<string[]> => {
    await using proxy = await startProxy({ rules: [faultRule(fault)] })
    const client = await open(proxy, over)
    const came = await converse(client, messages)
    client.destroy()
    return came
  }

  test('websocket_close with a code, after so many messages', async () => {
    expect(await seen('websocket_close:code=1011,after=2', ['a', 'b', 'c'])).toEqual(['a', 'b', 'close 1011'])
  })

  test('websocket_close without a word', async () => {
    expect(await seen('websocket_close:after=1', ['a', 'b'])).toEqual(['a', 'end'])
  })

  test('cut, dropped and doubled messages', async () => {
    expect(await seen('cut_events:1', ['a', 'b'])).toEqual(['a', 'end'])
    expect(await seen('duplicate_event:1', ['a', 'b'])).toEqual(['a', 'a'])
  })

  test('latency', async () => {
    await using proxy = await startProxy({ rules: [faultRule('latency:80')] })
    const client = await open(proxy, over)
    const since = performance.now()
    expect(await converse(client, ['a'])).toEqual(['a'])
    expect(performance.now() - since).toBeGreaterThan(75)
    client.destroy()
  })
})

test('a message that is dropped never comes, the next one does', async () => {
  await using proxy = await startProxy({ rules: [faultRule('drop_event:1')] })
  const client = await open(proxy, 'HTTP/1')
  client.send('a')
  client.send('b')
  expect((await client.next())?.payload.toString()).toBe('b')
  client.destroy()
})

test('the record names the fault', async () => {
  await using proxy = await startProxy({ rules: [faultRule('websocket_close:code=1011')] })
  const client = await open(proxy, 'HTTP/1')
  expect((await client.next())?.opcode).toBe(8)
  expect(await proxy.ended()).toMatchObject({
    kind: 'websocket',
    outcome: 'fault',
    error: { message: 'the fault websocket_close of the rule faulty closed the connection' },
    faults: [{ name: 'websocket_close', attributes: { code: 1011, after: 0 } }],
  })
})
