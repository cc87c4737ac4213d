import { once } from 'node:events'
import type { Server, Socket } from 'node:net'
import { expect, test } from 'vitest'
import { connectSharing } from '../../../src/engine/upstream/shared-reads.ts'
import { listenTcp } from '../../support/servers.ts'
import { until } from '../../support/upstream.ts'

/** A connection and the socket of its other end. */
async function connected({ port, server }: { port: number; server: Server }): Promise<[Socket, Socket]> {
  const accepted = once(server, 'connection')
  const socket = connectSharing('127.0.0.1', port)
  const [[peer]] = await Promise.all([accepted, once(socket, 'connect')])
  return [socket, peer as Socket]
}

/** All chunks up to `length` bytes in all. */
function received(socket: Socket, length: number): Promise<Buffer[]> {
  const chunks: Buffer[] = []
  let size = 0
  return new Promise((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      size += chunk.length
      if (size >= length) resolve(chunks)
    })
  })
}

test('what comes before anybody listens waits until the socket is resumed', async () => {
  await using server = await listenTcp((peer) => void peer.write('early'))
  const [socket, peer] = await connected(server)
  if (peer.writableLength > 0) await once(peer, 'drain')
  const got = received(socket, 5)
  expect(socket.isPaused()).toBe(true)
  expect(socket.bytesRead).toBe(0)
  socket.resume()
  expect(Buffer.concat(await got).toString()).toBe('early')
  socket.destroy()
})

test('a chunk stays what it was when another connection has read into the shared buffer', async () => {
  await using server = await listenTcp(() => {})
  const [first, firstPeer] = await connected(server)
  const [second, secondPeer] = await connected(server)
  for (const socket of [first, second]) socket.resume()
  const one = received(first, 3)
  firstPeer.write('one')
  const kept = await one
  const two = received(second, 3)
  secondPeer.write('TWO')
  await two
  expect(Buffer.concat(kept).toString()).toBe('one')
  for (const socket of [first, second]) socket.destroy()
})

test('much comes whole and in order, in small and in large reads, whatever is kept of it', async () => {
  await using server = await listenTcp(() => {})
  const [socket, peer] = await connected(server)
  const sent = Buffer.alloc(5_000_000, Buffer.from(Array.from({ length: 251 }, (_, at) => at)))
  const got = received(socket, sent.length)
  socket.resume()
  for (let at = 0, size = 1; at < sent.length; at += size, size = Math.min(size * 3, 900_000))
    peer.write(sent.subarray(at, at + size))
  const chunks = await got
  expect(Buffer.concat(chunks).equals(sent)).toBe(true)
  // A large read has a buffer of its own, which nobody copied.
  expect(
    chunks.some(
      ({ buffer, byteOffset, length }) => length > 32_768 && byteOffset === 0 && buffer.byteLength === 65_536,
    ),
  ).toBe(true)
  socket.destroy()
})

test('a paused one reads nothing on, and the end comes after the last byte', async () => {
  await using server = await listenTcp(() => {})
  const [socket, peer] = await connected(server)
  const events: string[] = []
  socket.on('data', (chunk: Buffer) => {
    events.push(chunk.toString())
    socket.pause()
  })
  socket.on('end', () => events.push('end'))
  socket.resume()
  peer.write('a')
  await until(() => events.length === 1)
  peer.end('b')
  await once(peer, 'finish')
  expect(events).toEqual(['a'])
  socket.resume()
  await until(() => events.length === 2)
  socket.resume()
  await until(() => events.length === 3)
  expect(events).toEqual(['a', 'b', 'end'])
  expect(socket.writable).toBe(true)
  socket.destroy()
})
