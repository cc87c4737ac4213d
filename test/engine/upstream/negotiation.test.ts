import { connect, type Socket } from 'node:net'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { negotiate, type Negotiation, type Step } from '../../../src/engine/upstream/negotiation.ts'
import { trouble } from '../../../src/engine/upstream/dial-failure.ts'
import { listenTcp } from '../../support/servers.ts'
import { openResources, readAll, until } from '../../support/upstream.ts'

/** Says `hello`, then `name` to the first line, and is done with the second. */
function twoLines(): Negotiation {
  let held = ''
  let lines = 0
  return {
    opening: Buffer.from('hello\n'),
    feed(bytes): Step {
      held += Buffer.from(bytes).toString()
      const end = held.indexOf('\n')
      if (end < 0) return { kind: 'more' }
      const line = held.slice(0, end)
      held = held.slice(end + 1)
      if (line === 'no') return { kind: 'failed', trouble: trouble('parent_refused', 'it said no') }
      return ++lines === 2 ? { kind: 'done', rest: Buffer.from(held) } : { kind: 'more', send: Buffer.from('name\n') }
    },
    closed: (code) => trouble('parent_refused', `closed ${code ?? 'in peace'}`),
  }
}

async function run(answer: (socket: Socket, said: string) => void, stop = new AbortController()) {
  const before = openResources()
  const server = await listenTcp((socket) => socket.on('data', (data: Buffer) => answer(socket, data.toString())))
  const socket = connect(server.port, '127.0.0.1')
  await once(socket, 'connect')
  const names = socket.eventNames()
  const result = await negotiate(socket, twoLines(), stop.signal)
  const end = async () => {
    socket.destroy()
    await server.close()
    await until(() => openResources() <= before)
  }
  return { result, socket, names, end }
}

describe('negotiate', () => {
  test('the socket comes back as it was, with what is not ours put back', async () => {
    const { result, socket, names, end } = await run((peer, said) => {
      if (said === 'hello\n') peer.write('wel')
      setImmediate(() => peer.write(said === 'hello\n' ? 'come\n' : 'go\nfirst '))
      if (said === 'name\n') setImmediate(() => peer.end('second'))
    })
    expect(result).toEqual({ kind: 'done' })
    expect(socket.eventNames()).toEqual(names)
    expect(socket.readableFlowing).toBe(null)
    expect(await readAll(socket)).toBe('first second')
    await end()
  })

  test.each([
    ['a refusal', (peer: Socket) => void peer.write('no\n'), 'it said no'],
    ['a FIN', (peer: Socket) => void peer.end(), 'closed in peace'],
    ['a RST', (peer: Socket) => void peer.resetAndDestroy(), 'closed ECONNRESET'],
  ])('%s destroys the socket', async (_name, answer, message) => {
    const { result, socket, end } = await run(answer)
    expect(result).toMatchObject({ kind: 'failed', trouble: { failure: { message } } })
    expect(socket.destroyed).toBe(true)
    await end()
  })

  test('an abort destroys the socket', async () => {
    const stop = new AbortController()
    const { result, socket, end } = await run(() => stop.abort(), stop)
    expect(result).toEqual({ kind: 'aborted' })
    expect(socket.destroyed).toBe(true)
    await end()
    const late = await run(() => {}, stop)
    expect(late.result).toEqual({ kind: 'aborted' })
    await late.end()
  })
})
