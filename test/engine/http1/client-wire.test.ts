/** The client's socket: bytes and ends told to the connection, FIN with time to read on, silence, and letting go. */
import { describe, expect, test } from 'vitest'
import { ClientWire, type WireOwner } from '../../../src/engine/http1/client-wire.ts'
import { arrivalOf, socketPair, testCore, until } from '../../support/core.ts'

async function wire() {
  const pair = await socketPair()
  const core = testCore()
  const said: string[] = []
  const owner: WireOwner = {
    received: (chunk) => void said.push(`received ${chunk.toString()}`),
    ended: () => void said.push('ended'),
    failed: ({ code }) => void said.push(`failed ${code}`),
    closed: () => void said.push('closed'),
    expired: () => void said.push('expired'),
    stop: () => void said.push('stop'),
  }
  const one = new ClientWire(core, pair.near, owner, arrivalOf())
  return { core, one, said, ...pair, [Symbol.asyncDispose]: () => pair[Symbol.asyncDispose]() }
}

test('bytes read while sniffing come first, then the socket flows', async () => {
  await using given = await wire()
  given.far.send('second')
  given.one.start(Buffer.from('first'))
  await until(() => given.said.length === 2)
  expect(given.said).toEqual(['received first', 'received second'])
})

test('FIN, reset and the end of it are told apart, and the deadline goes with the socket', async () => {
  await using polite = await wire()
  polite.one.start(undefined)
  polite.far.socket.end()
  await until(() => polite.said.length === 1)
  expect([polite.said, polite.near.destroyed]).toEqual([['ended'], false])

  await using rude = await wire()
  rude.one.start(undefined)
  rude.far.socket.resetAndDestroy()
  await until(() => rude.said.includes('closed'))
  expect(rude.said).toEqual(['failed ECONNRESET', 'closed'])
  expect(rude.core.deadlines.size).toBe(0)
})

describe('the deadline', () => {
  test('is that of a head at first', async () => {
    await using given = await wire()
    given.core.clock.advance(given.core.limits.headTimeout - 1)
    expect(given.said).toEqual([])
    given.core.clock.advance(500)
    expect(given.said).toEqual(['expired'])
  })

  test('after our FIN ends the connection, whose bytes nobody hears any more', async () => {
    await using given = await wire()
    given.one.start(undefined)
    given.one.close()
    given.far.send('too late')
    expect((await given.far.ended()).how).toBe('fin')
    given.core.clock.advance(1_900)
    expect(given.near.destroyed).toBe(false)
    given.core.clock.advance(500)
    expect(given.near.destroyed).toBe(true)
    expect(given.said).toEqual([])
  })
})

test('a wire that hangs says nothing and hears nothing, but stays', async () => {
  await using given = await wire()
  given.one.start(undefined)
  given.one.deadline = 0
  given.one.hang()
  given.far.send('hello?')
  given.far.socket.end()
  await until(() => given.said.includes('ended'))
  given.core.clock.advance(3_600_000)
  expect([given.said, given.far.received(), given.near.destroyed]).toEqual([['ended'], '', false])
})

test('a dropped wire is closed at once', async () => {
  await using given = await wire()
  given.one.drop()
  await until(() => given.said.length === 1)
  expect([given.said, given.one.closing]).toEqual([['closed'], true])
})

test('a detached wire leaves the socket, paused and with its bytes, to another owner', async () => {
  await using given = await wire()
  given.one.start(undefined)
  given.one.detach()
  expect([given.near.isPaused(), given.core.deadlines.size, given.near.listenerCount('data')]).toEqual([true, 0, 0])
  given.far.send('for you')
  const [chunk] = await new Promise<Buffer[]>((resolve) =>
    given.near.on('data', (...read: Buffer[]) => resolve(read)).resume(),
  )
  expect(chunk!.toString()).toBe('for you')
  expect(given.said).toEqual([])
})

test('a stopping session reaches the connection', async () => {
  await using given = await wire()
  given.core.deadlines.stop()
  expect(given.said).toEqual(['stop'])
})
