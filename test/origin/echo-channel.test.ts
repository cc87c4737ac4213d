import { describe, expect, test } from 'vitest'
import { EchoChannel, maxMessage } from '../../src/origin/echo-channel.ts'
import { Duplex } from 'node:stream'
import { opcode, websocketClient, type Frame, type WebSocketClient } from '../support/websocket-client.ts'

/** A client whose stream is the channel itself. `slow`: it reads nothing until told to. */
function connected(slow = false) {
  const channel = new EchoChannel()
  const flow = { paused: 0, resumed: 0 }
  channel.accept({ pause: () => flow.paused++, resume: () => flow.resumed++ })
  const stream = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      flow.paused += channel.up.write(chunk) ? 0 : 1
      done()
    },
    final(done) {
      channel.up.end()
      done()
    },
  })
  const read = () =>
    channel.down.pipe({
      write: (chunk) => (stream.push(chunk), true),
      end: () => void stream.push(null),
      fail: () => {},
    })
  if (!slow) read()
  return { client: websocketClient(stream), flow, read, channel }
}

const shown = (frame: Frame | undefined) =>
  frame && { opcode: frame.opcode, text: frame.payload.toString(), final: frame.final, masked: frame.masked }
const code = (frame: Frame | undefined) => (frame?.opcode === opcode.close ? frame.payload.readUInt16BE() : undefined)

describe('messages come back', () => {
  test('as text, unmasked', async () => {
    const { client } = connected()
    client.send('grüße')
    expect(shown(await client.next())).toEqual({ opcode: opcode.text, text: 'grüße', final: true, masked: false })
  })

  test.each([0, 125, 126, 65_535, 65_536, 200_000])('as %i bytes', async (size) => {
    const { client } = connected()
    const bytes = Buffer.alloc(size, 'abcdefg')
    client.send(bytes)
    const frame = await client.next()
    expect(frame?.opcode).toBe(opcode.binary)
    expect(frame!.payload.equals(bytes)).toBe(true)
  })

  test('in one piece when they came in fragments, also with a ping in between', async () => {
    const { client } = connected()
    client.frame(opcode.text, 'one ', { final: false })
    client.ping('now')
    client.frame(opcode.continuation, 'two ', { final: false })
    client.frame(opcode.continuation, 'three')
    expect(shown(await client.next())).toMatchObject({ opcode: opcode.pong, text: 'now' })
    expect(shown(await client.next())).toMatchObject({ opcode: opcode.text, text: 'one two three' })
  })
})

test('a pong is not answered', async () => {
  const { client } = connected()
  client.frame(opcode.pong, 'unasked')
  client.send('next')
  expect(shown(await client.next())).toMatchObject({ opcode: opcode.text, text: 'next' })
})

describe('the closing handshake', () => {
  test.each([
    [1000, 'bye'],
    [4000, ''],
  ])('%i comes back, then the end', async (sent, reason) => {
    const { client } = connected()
    client.close(sent, reason)
    const frame = await client.next()
    expect(code(frame)).toBe(sent)
    expect(frame!.payload.subarray(2).toString()).toBe(reason)
    expect(await client.next()).toBeUndefined()
  })

  test('without a code comes back without one', async () => {
    const { client } = connected()
    client.close()
    expect(shown(await client.next())).toMatchObject({ opcode: opcode.close, text: '' })
  })

  test('after it nothing is answered', async () => {
    const { client } = connected()
    client.close(1000)
    client.send('too late')
    expect(code(await client.next())).toBe(1000)
    expect(await client.next()).toBeUndefined()
  })

  test('a client that ends without one is let go', async () => {
    const { client } = connected()
    client.end()
    expect(await client.next()).toBeUndefined()
  })
})

describe('what breaks the rules is closed', () => {
  test.each<[string, number, (client: WebSocketClient) => void]>([
    ['text that is not UTF-8', 1007, (client) => client.frame(opcode.text, Uint8Array.of(0xff))],
    ['a compressed message', 1002, (client) => client.frame(opcode.text, 'x', { rsv: 4 })],
    ['an unknown opcode', 1002, (client) => client.frame(3, '')],
    ['a fragment of nothing', 1002, (client) => client.frame(opcode.continuation, 'x')],
    ['a fragmented ping', 1002, (client) => client.frame(opcode.ping, 'x', { final: false })],
    ['a long ping', 1002, (client) => client.frame(opcode.ping, 'x'.repeat(126))],
    ['a close code that may not be sent', 1002, (client) => client.close(1005)],
    ['a message that is too big', 1009, (client) => client.send(Buffer.alloc(maxMessage + 1))],
  ])('%s: %i', async (_name, expected, send) => {
    const { client } = connected()
    send(client)
    expect(code(await client.next())).toBe(expected)
    expect(await client.next()).toBeUndefined()
  })
})

test('a client that does not read its echoes is not read, and is read again when it does', async () => {
  const { client, flow, read } = connected(true)
  client.send('x'.repeat(100_000))
  expect(flow).toEqual({ paused: 1, resumed: 0 })
  read()
  expect((await client.next())!.payload).toHaveLength(100_000)
  expect(flow.resumed).toBe(1)
  client.send('again')
  expect(shown(await client.next())).toMatchObject({ text: 'again' })
  expect(flow.paused).toBe(1)
})

test('once closed it says nothing more', async () => {
  const { client, channel } = connected()
  channel.close()
  client.ping()
  client.end()
  expect(await client.next()).toBeUndefined()
})
