import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { interleave, race, staggerMs } from '../../../src/engine/upstream/race.ts'
import { createFakeClock } from '../../../src/kit/clock.ts'

/** Sockets that connect and fail when the test says so. */
function track(addresses: readonly string[]) {
  const clock = createFakeClock()
  const stop = new AbortController()
  const sockets = new Map<string, EventEmitter & { destroyed: boolean }>()
  const open = (address: string) => {
    if (address === 'impossible') throw Object.assign(new Error('no'), { code: 'ERR_SOCKET_BAD_PORT' })
    const socket = Object.assign(new EventEmitter(), {
      destroyed: false,
      destroy: () => void (socket.destroyed = true),
    })
    sockets.set(address, socket)
    return socket as unknown as Socket
  }
  const result = race(addresses, 443, clock, stop.signal, open)
  const fail = (address: string, code: string) =>
    sockets.get(address)!.emit('error', Object.assign(new Error(code), { code }))
  return { clock, stop, sockets, result, started: () => [...sockets.keys()], fail }
}

describe('race', () => {
  test('the next address starts 250 ms later, and the loser is destroyed', async () => {
    const { clock, sockets, result, started } = track(['::1', '127.0.0.1'])
    expect(started()).toEqual(['::1'])
    clock.advance(staggerMs - 1)
    expect(started()).toEqual(['::1'])
    clock.advance(1)
    expect(started()).toEqual(['::1', '127.0.0.1'])
    clock.advance(10)
    sockets.get('127.0.0.1')!.emit('connect')
    expect(await result).toEqual({
      kind: 'connected',
      socket: sockets.get('127.0.0.1'),
      address: '127.0.0.1',
      attempts: [
        { address: '127.0.0.1', port: 443, ms: 10, code: 'connected' },
        { address: '::1', port: 443, ms: staggerMs + 10, code: 'cancelled' },
      ],
    })
    expect(sockets.get('::1')!.destroyed).toBe(true)
    expect(sockets.get('127.0.0.1')!.destroyed).toBe(false)
    expect(sockets.get('127.0.0.1')!.eventNames()).toEqual([])
  })

  test('a failure starts the next address at once, and then the stagger begins anew', () => {
    const { clock, started, fail } = track(['a', 'b', 'c'])
    clock.advance(200)
    fail('a', 'ECONNREFUSED')
    expect(started()).toEqual(['a', 'b'])
    clock.advance(staggerMs - 1)
    expect(started()).toEqual(['a', 'b'])
    clock.advance(1)
    expect(started()).toEqual(['a', 'b', 'c'])
  })

  test('it fails when the last attempt has failed, in whatever order', async () => {
    const { clock, result, fail } = track(['a', 'b'])
    clock.advance(staggerMs)
    fail('b', 'ENETUNREACH')
    fail('a', 'ECONNREFUSED')
    const end = await result
    expect(end.kind).toBe('failed')
    expect(end.attempts.map(({ address, code }) => `${address} ${code}`)).toEqual(['b ENETUNREACH', 'a ECONNREFUSED'])
  })

  test('an attempt that cannot even begin is passed over', async () => {
    const { sockets, result, started } = track(['impossible', 'b'])
    expect(started()).toEqual(['b'])
    sockets.get('b')!.emit('connect')
    expect((await result).attempts.map(({ code }) => code)).toEqual(['ERR_SOCKET_BAD_PORT', 'connected'])
  })

  test('an abort destroys what runs and starts no more', async () => {
    const { clock, stop, sockets, result, started } = track(['a', 'b', 'c'])
    clock.advance(staggerMs)
    stop.abort()
    expect((await result).kind).toBe('aborted')
    expect([...sockets.values()].every((socket) => socket.destroyed)).toBe(true)
    clock.advance(10 * staggerMs)
    expect(started()).toEqual(['a', 'b'])
    // An error that was already under way finds somebody who hears it.
    sockets.get('a')!.emit('error', new Error('late'))
  })

  test('nothing starts under a signal that is aborted already, or without addresses', async () => {
    expect(await race(['a'], 1, createFakeClock(), AbortSignal.abort())).toEqual({ kind: 'aborted', attempts: [] })
    expect(await race([], 1, createFakeClock(), new AbortController().signal)).toEqual({ kind: 'failed', attempts: [] })
  })
})

describe('interleave', () => {
  test('the families take turns, beginning with the first', () => {
    expect(interleave(['::1', '::2', '::3', '1.1.1.1'])).toEqual(['::1', '1.1.1.1', '::2', '::3'])
    expect(interleave(['1.1.1.1', '1.1.1.2', '::1'])).toEqual(['1.1.1.1', '::1', '1.1.1.2'])
  })

  test('nothing is lost and the order within a family is kept', () => {
    const address = fc.oneof(fc.ipV4(), fc.ipV6())
    fc.assert(
      fc.property(fc.array(address), (addresses) => {
        const mixed = interleave(addresses)
        for (const v6 of [true, false]) {
          const ofFamily = (list: string[]) => list.filter((each) => each.includes(':') === v6)
          expect(ofFamily(mixed)).toEqual(ofFamily(addresses))
        }
      }),
    )
  })
})
