/**
 * HTTP/2 clients that flood: that session ends, others are served meanwhile, memory stays bounded. The frames are written
 * by hand, since no library sends them (CVE-2019-9511 to -9518, CVE-2023-44487, CVE-2024-27316).
 */
import { describe, expect, test } from 'vitest'
import { serves, settled, sound, until, within } from '../../support/abuse.ts'
import {
  block,
  flags,
  frame,
  parseFrames,
  preface,
  request,
  settings,
  settingsAck,
  types,
  uint32,
} from '../../support/http2-frames.ts'
import { type TestProxy, startProxy } from '../../support/proxy.ts'
import { type RawConnection, rawClient, rawOrigin } from '../../support/raw.ts'

/** Ms in which a client of its own must be served while the flood runs, on a busy machine. */
const patience = 2_000

async function open(proxy: TestProxy, ...more: Buffer[]): Promise<RawConnection> {
  const client = await rawClient(proxy.port)
  client.send(Buffer.concat([preface, settings(), settingsAck, ...more]))
  await client.until((text) => text.length >= 9)
  return client
}

/** Writes what `next` makes for as long as the connection takes it. */
function flood(client: RawConnection, next: () => Buffer): void {
  const go = (): void => {
    while (!client.socket.destroyed && client.socket.writable) if (!client.socket.write(next())) return
  }
  client.socket.on('drain', go)
  go()
}

/** Floods until the session ends, and serves others all the while. */
async function endure(proxy: TestProxy, client: RawConnection, next: () => Buffer, ms = 8_000): Promise<void> {
  const before = process.memoryUsage().rss
  let over = false
  const ended = within(ms, 'the session to end', client.ended()).finally(() => (over = true))
  ended.catch(() => {})
  flood(client, next)
  let slowest = 0
  while (!over) slowest = Math.max(slowest, await serves(proxy, patience))
  await ended
  client.close()
  expect(slowest).toBeLessThan(patience)
  expect(process.memoryUsage().rss - before).toBeLessThan(256 * 1024 * 1024)
  await serves(proxy)
  sound(proxy)
  expect(proxy.events.filter(({ type }) => type === 'warning').length).toBeGreaterThan(0)
}

/** The same frame or frames, many in one write. */
function same(...frames: Buffer[]): () => Buffer {
  const one = Buffer.concat(frames)
  const many = Buffer.concat(Array.from({ length: Math.max(1, Math.floor(16_384 / one.length)) }, () => one))
  return () => many
}

/** Frames on one new stream after another, a few streams in one write. */
function streams(make: (stream: number) => Buffer, from = 1): () => Buffer {
  let stream = from - 2
  return () => Buffer.concat(Array.from({ length: 50 }, () => make((stream += 2))))
}

test('the same frames, in measure, are served', async () => {
  await using proxy = await startProxy()
  const client = await open(
    proxy,
    request(1, 'middlebox.test', '/status/204'),
    frame(types.ping, 0, 0, Buffer.alloc(8)),
    frame(types.windowUpdate, 0, 0, uint32(1)),
    frame(0xfa, 0, 0, Buffer.alloc(8)),
    frame(types.priority, 0, 5, Buffer.from([0, 0, 0, 0, 1])),
    request(3, 'middlebox.test', '/status/204'),
  )
  const answered = (text: string): boolean =>
    parseFrames(text).filter(({ type, stream }) => type === types.headers && stream > 0).length === 2
  const frames = parseFrames(await within(2_000, 'two answers', client.until(answered)))
  expect(frames.some(({ type, flag }) => type === types.ping && flag === flags.ack)).toBe(true)
  expect(frames.some(({ type }) => type === types.goaway)).toBe(false)
  client.close()
  await settled(proxy)
})

const ping = frame(types.ping, 0, 0, Buffer.alloc(8))
const cancel = uint32(8)

describe('a session ends that floods with', () => {
  test('requests and resets (rapid reset)', async () => {
    await using origin = await rawOrigin()
    await using proxy = await startProxy()
    const authority = `127.0.0.1:${origin.port}`
    await endure(
      proxy,
      await open(proxy),
      streams((stream) => Buffer.concat([request(stream, authority), frame(types.reset, 0, stream, cancel)])),
    )
    await settled(proxy)
    expect(origin.connections.length).toBeLessThan(1_200)
  })

  test('requests and resets of what we answer ourselves', async () => {
    await using proxy = await startProxy()
    await endure(
      proxy,
      await open(proxy),
      streams((stream) =>
        Buffer.concat([request(stream, 'middlebox.test', '/status/204'), frame(types.reset, 0, stream, cancel)]),
      ),
    )
    await settled(proxy)
  })

  test('resets that it makes us send (made you reset)', async () => {
    await using origin = await rawOrigin()
    await using proxy = await startProxy()
    const authority = `127.0.0.1:${origin.port}`
    // A WINDOW_UPDATE of zero is an error of the stream, which the server has to reset.
    await endure(
      proxy,
      await open(proxy),
      streams((stream) => Buffer.concat([request(stream, authority), frame(types.windowUpdate, 0, stream, uint32(0))])),
    )
    await settled(proxy)
  })

  test('CONTINUATION frames', async () => {
    await using proxy = await startProxy()
    const client = await open(proxy, request(1, 'middlebox.test', '/', flags.endStream))
    await endure(proxy, client, same(frame(types.continuation, 0, 1, block([['x-more', 'y'.repeat(1_000)]]))))
  })

  test('empty CONTINUATION frames', async () => {
    await using proxy = await startProxy()
    const client = await open(proxy, request(1, 'middlebox.test', '/', flags.endStream))
    await endure(proxy, client, same(frame(types.continuation, 0, 1)))
  })

  test('PING frames', async () => {
    await using proxy = await startProxy()
    await endure(proxy, await open(proxy), same(ping))
  })

  test('SETTINGS frames', async () => {
    await using proxy = await startProxy()
    await endure(proxy, await open(proxy), same(settings([4, 65_535])))
  })

  test('empty SETTINGS frames', async () => {
    await using proxy = await startProxy()
    await endure(proxy, await open(proxy), same(settings()))
  })

  test('SETTINGS of thousands of entries', async () => {
    await using proxy = await startProxy()
    await endure(proxy, await open(proxy), same(settings(...Array.from({ length: 2_000 }, () => [4, 65_535] as const))))
  })

  test('empty DATA frames', async () => {
    await using origin = await rawOrigin()
    await using proxy = await startProxy()
    const client = await open(proxy, request(1, `127.0.0.1:${origin.port}`, '/', flags.endHeaders))
    await endure(proxy, client, same(frame(types.data, 0, 1)))
    await settled(proxy)
  })

  test('padded DATA frames without data', async () => {
    await using origin = await rawOrigin()
    await using proxy = await startProxy()
    const client = await open(proxy, request(1, `127.0.0.1:${origin.port}`, '/', flags.endHeaders))
    await endure(proxy, client, same(frame(types.data, flags.padded, 1, Buffer.from([0]))))
    await settled(proxy)
  })

  test('PRIORITY frames', async () => {
    await using proxy = await startProxy()
    await endure(proxy, await open(proxy), same(frame(types.priority, 0, 1, Buffer.from([0, 0, 0, 3, 1]))))
  })

  test('frames of unknown types', async () => {
    await using proxy = await startProxy()
    await endure(proxy, await open(proxy), same(frame(0xfa, 0, 0, Buffer.alloc(8))))
  })

  test('frames for streams that are over', async () => {
    await using proxy = await startProxy()
    const client = await open(proxy, request(1, 'middlebox.test', '/status/204'))
    await endure(proxy, client, same(frame(types.data, 0, 1, Buffer.from('x')), frame(types.reset, 0, 1, cancel)))
    await settled(proxy)
  })

  test('a promise, which only servers make', async () => {
    await using proxy = await startProxy()
    await endure(
      proxy,
      await open(proxy),
      same(frame(types.push, flags.endHeaders, 1, Buffer.concat([uint32(2), block([[':method', 'GET']])]))),
    )
  })
})

test('WINDOW_UPDATE frames without end cost nobody else anything', async () => {
  await using proxy = await startProxy()
  const client = await open(proxy)
  const before = process.memoryUsage().rss
  flood(client, same(frame(types.windowUpdate, 0, 0, uint32(1))))
  const since = performance.now()
  while (performance.now() - since < 1_000) await serves(proxy, patience)
  expect(process.memoryUsage().rss - before).toBeLessThan(128 * 1024 * 1024)
  client.close()
  await serves(proxy)
})

describe('header lists that grow on arrival', () => {
  test.each([
    ['201 fields', block(Array.from({ length: 300 }, (_, i) => [`x-${i}`, 'y'] as const))],
    [
      'one field of 70 KB',
      block([
        ['x', 'y'.repeat(14_000)],
        ['x', 'y'.repeat(14_000)],
        ['x', 'y'.repeat(14_000)],
        ['x', 'y'.repeat(14_000)],
        ['x', 'y'.repeat(14_000)],
      ]),
    ],
    // One entry of 4,000 bytes goes into the dynamic table (0x40), then a byte each (0xbe) repeats it: 40 MB from 14 KB.
    [
      'an HPACK bomb',
      Buffer.concat([
        Buffer.from([0x40, 1, 0x78, 0x7f, 0xa1, 0x1e]),
        Buffer.alloc(4_000, 'y'),
        Buffer.alloc(10_000, 0xbe),
      ]),
    ],
  ])('%s are refused', async (_name, fields) => {
    await using proxy = await startProxy()
    const client = await open(proxy)
    const head = block([
      [':method', 'GET'],
      [':scheme', 'http'],
      [':authority', 'middlebox.test'],
      [':path', '/status/204'],
    ])
    const bytes = Buffer.concat([head, fields])
    const pieces = Array.from({ length: Math.ceil(bytes.length / 16_000) }, (_, i) =>
      bytes.subarray(i * 16_000, (i + 1) * 16_000),
    )
    const before = process.memoryUsage().rss
    client.send(
      Buffer.concat(
        pieces.map((piece, i) =>
          frame(
            i === 0 ? types.headers : types.continuation,
            (i === 0 ? flags.endStream : 0) | (i === pieces.length - 1 ? flags.endHeaders : 0),
            1,
            piece,
          ),
        ),
      ),
    )
    const refused = (text: string): boolean =>
      parseFrames(text).some(
        ({ type, payload }) =>
          type === types.reset ||
          type === types.goaway ||
          (type === types.headers && payload.length > 0 && !payload.includes(Buffer.from('204'))),
      )
    await within(3_000, 'a refusal', Promise.race([client.until(refused), client.ended()]))
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024)
    expect(proxy.events.filter((event) => event.type === 'response' && event.head.status === 204)).toEqual([])
    client.close()
    await settled(proxy)
    await serves(proxy)
  })
})

test('hundreds of streams that never open their window hold a bounded amount', async () => {
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  const before = process.memoryUsage().rss
  client.send(
    Buffer.concat([
      preface,
      settings([4, 0]),
      settingsAck,
      ...Array.from({ length: 200 }, (_, i) => request(1 + i * 2, 'middlebox.test', '/bytes/100000000')),
    ]),
  )
  await until(() => proxy.events.filter(({ type }) => type === 'response').length >= 100, 'answers to begin')
  await serves(proxy)
  expect(process.memoryUsage().rss - before).toBeLessThan(256 * 1024 * 1024)
  client.close()
  await settled(proxy)
  await serves(proxy)
})

test('bytes that are no frames end the session', async () => {
  await using proxy = await startProxy()
  const client = await open(proxy)
  client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(100))
  await within(2_000, 'the session to end', client.ended())
  client.close()
  await serves(proxy)
})
