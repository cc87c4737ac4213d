/** A paused socket whose peer resets is noticed, ever more seldom; one that is read again is left alone. */
import { once } from 'node:events'
import { Duplex } from 'node:stream'
import { expect, test } from 'vitest'
import { ResetWatch } from '../../src/engine/reset-watch.ts'
import { createFakeClock, systemClock } from '../../src/kit/clock.ts'
import { socketPair } from '../support/core.ts'

/** A watch over a socket in memory that counts its empty writes. */
function watching() {
  const clock = createFakeClock()
  let looks = 0
  const socket = new Duplex({
    read() {},
    write(_chunk, _encoding, done) {
      looks++
      done()
    },
  })
  return { clock, socket, watch: new ResetWatch(clock, socket), looks: () => looks }
}

test('a reset ends a paused socket that has unread bytes', async () => {
  await using pair = await socketPair()
  const watch = new ResetWatch(systemClock, pair.near)
  pair.far.send(Buffer.alloc(1024 * 1024))
  watch.pause()
  const failed = once(pair.near, 'error')
  pair.far.socket.resetAndDestroy()
  expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' })
})

test('it looks with growing pauses, at least every 4 s', () => {
  const { clock, watch, looks } = watching()
  watch.pause()
  watch.pause()
  const seen = [249, 1, 500, 1_000, 2_000, 4_000, 4_000].map((ms) => (clock.advance(ms), looks()))
  expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6])
})

test.each([
  ['resumed', ({ watch }: ReturnType<typeof watching>) => watch.resume()],
  ['left to another owner', ({ watch }: ReturnType<typeof watching>) => watch.stop()],
  ['read by someone else', ({ socket }: ReturnType<typeof watching>) => void socket.resume()],
  ['destroyed', ({ socket }: ReturnType<typeof watching>) => void socket.destroy()],
])('not when it is %s', (_how, end) => {
  const watched = watching()
  watched.watch.pause()
  end(watched)
  watched.clock.advance(60_000)
  expect(watched.looks()).toBe(0)
})

test('not while bytes wait to be written, which tell of a reset themselves', () => {
  const clock = createFakeClock()
  const written: string[] = []
  const socket = new Duplex({ read() {}, write: (chunk: Buffer) => void written.push(chunk.toString()) })
  socket.write('answer')
  new ResetWatch(clock, socket).pause()
  clock.advance(60_000)
  expect(written).toEqual(['answer'])
  expect(socket.writableLength).toBe(6)
})

test('a socket held back again starts with a short pause', () => {
  const { clock, watch, looks } = watching()
  watch.pause()
  clock.advance(10_000)
  const before = looks()
  watch.resume()
  watch.pause()
  clock.advance(250)
  expect(looks()).toBe(before + 1)
})
