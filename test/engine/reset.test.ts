import { type Socket, connect, createServer } from 'node:net'
import { Duplex } from 'node:stream'
import { expect, test } from 'vitest'
import { innermost, reset } from '../../src/engine/reset.ts'

/** Two ends of one TCP connection. */
async function pair(): Promise<{ near: Socket; far: Socket; [Symbol.asyncDispose](): Promise<void> }> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve))
  const near = connect((server.address() as { port: number }).port, '127.0.0.1')
  const connected = new Promise((resolve) => near.once('connect', resolve))
  const far = await accepted
  await connected
  return {
    near,
    far,
    async [Symbol.asyncDispose]() {
      near.destroy()
      far.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const layered = (parent: Duplex): Duplex =>
  Object.assign(new Duplex({ read() {}, write: (_c, _e, done) => done() }), { _parent: parent })

const failureOf = (socket: Socket): Promise<string | undefined> =>
  new Promise((resolve) => {
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
    socket.once('close', () => resolve(undefined))
    socket.resume()
  })

test.each([0, 1, 2])('the peer sees a reset through %d layers', async (layers) => {
  await using ends = await pair()
  const seen = failureOf(ends.far)
  let socket: Duplex = ends.near
  for (let i = 0; i < layers; i++) socket = layered(socket)
  expect(innermost(socket)).toBe(ends.near)
  reset(socket)
  expect(await seen).toBe('ECONNRESET')
  expect([socket.destroyed, ends.near.destroyed]).toEqual([true, true])
})

test('what is no TCP socket, or is gone already, is only ended', async () => {
  await using ends = await pair()
  ends.near.destroy()
  reset(ends.near)
  const memory = new Duplex({ read() {} })
  reset(memory)
  expect(memory.destroyed).toBe(true)
})
