import { Duplex } from 'node:stream'
import { type ConnectionOptions, connect } from 'node:tls'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseClientHello } from '../../../src/engine/tls/client-hello.ts'

/** The first flight of Node's own TLS client. */
function captureHello(options: ConnectionOptions): Promise<Buffer> {
  return new Promise((resolve) => {
    const wire = new Duplex({
      read() {},
      write(chunk: Buffer, _encoding, done) {
        done()
        resolve(chunk)
        setImmediate(() => socket.destroy())
      },
    })
    const socket = connect({ socket: wire, ...options })
    socket.on('error', () => {})
  })
}

const hellos = await Promise.all([
  captureHello({ servername: 'example.test', ALPNProtocols: ['h2', 'http/1.1'] }),
  captureHello({ servername: 'a.example.test' }),
  captureHello({}),
  captureHello({ ALPNProtocols: ['x'], maxVersion: 'TLSv1.2' }),
])
const [full] = hellos

/** The same handshake in records of `size` bytes. */
function fragmented(hello: Buffer, size: number): Buffer {
  const body = hello.subarray(5)
  const records: Buffer[] = []
  for (let at = 0; at < body.length; at += size) {
    const piece = body.subarray(at, at + size)
    records.push(Buffer.from([0x16, 3, 1, piece.length >> 8, piece.length & 255]), piece)
  }
  return Buffer.concat(records)
}

describe('what Node sends', () => {
  test.each([
    [0, { serverName: 'example.test', alpn: ['h2', 'http/1.1'], grease: false }],
    [1, { serverName: 'a.example.test', alpn: undefined, grease: false }],
    [2, { serverName: undefined, alpn: undefined, grease: false }],
    [3, { serverName: undefined, alpn: ['x'], grease: false }],
  ])('hello %d', (index, expected) => {
    expect(parseClientHello(hellos[index]!)).toEqual(expected)
  })

  test('values of RFC 8701 among the cipher suites, which come first, tell BoringSSL', () => {
    const hello = Buffer.from(full!)
    // Record and message header, version, random, session id.
    const suites = 5 + 4 + 34 + 1 + hello[43]!
    hello.writeUInt16BE(0x4a4a, suites + 2)
    expect(parseClientHello(hello)).toMatchObject({ grease: true })
  })

  test('any part of it asks for more, and what follows does not matter', () => {
    for (let size = 0; size < full!.length; size++) expect(parseClientHello(full!.subarray(0, size))).toBe('more')
    expect(parseClientHello(Buffer.concat([full!, Buffer.from('early data')]))).toEqual(parseClientHello(full!))
  })

  test.each([1, 2, 3, 4, 5, 100])('also in records of %d bytes', (size) => {
    const records = fragmented(full!, size)
    expect(parseClientHello(records)).toEqual(parseClientHello(full!))
    expect(parseClientHello(records.subarray(0, -1))).toBe('more')
  })
})

describe('what is no hello', () => {
  test.each([
    ['another record', Buffer.from([0x17, 3, 1, 0, 1, 1])],
    ['another version', Buffer.from([0x16, 2, 1, 0, 1, 1])],
    ['another handshake message', Buffer.from([0x16, 3, 1, 0, 1, 2])],
    ['an empty record, which could go on for ever (RFC 8446 §5.1)', Buffer.from([0x16, 3, 1, 0, 0])],
    ['one that is too long', Buffer.from([0x16, 3, 1, 0, 4, 1, 1, 0, 1])],
    ['one that ends too early', Buffer.from([0x16, 3, 1, 0, 6, 1, 0, 0, 2, 3, 3])],
    ['plain text', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ])('%s', (_, bytes) => {
    expect(parseClientHello(bytes)).toBe('invalid')
  })

  test('a name longer than its extension', () => {
    const broken = Buffer.from(full!)
    const at = broken.indexOf('example.test')
    broken.writeUInt16BE(200, at - 2)
    expect(parseClientHello(broken)).toBe('invalid')
  })
})

test('damaged anywhere, cut anywhere: an answer, never a throw, and asking for more ends', () => {
  const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 })
  fc.assert(
    fc.property(
      fc.constantFrom(...hellos),
      damage,
      fc.nat(),
      fc.integer({ min: 1, max: 600 }),
      (hello, edits, cut, size) => {
        const bytes = fragmented(hello, size)
        for (const [at, value] of edits) bytes[at % bytes.length] = value
        const whole = parseClientHello(bytes)
        const part = parseClientHello(bytes.subarray(0, cut % (bytes.length + 1)))
        // A verdict on a part is the verdict on the whole.
        if (part !== 'more') expect(part).toEqual(whole)
        if (typeof whole === 'object') {
          expect(whole.serverName === undefined || typeof whole.serverName === 'string').toBe(true)
          expect(whole.alpn === undefined || Array.isArray(whole.alpn)).toBe(true)
        }
      },
    ),
    { numRuns: 2_000 },
  )
})

test('random bytes never throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      parseClientHello(bytes)
      const framed = Buffer.concat([
        Buffer.from([0x16, 3, 1, 0, bytes.length, 1, 0, 0, Math.max(0, bytes.length - 4)]),
        bytes,
      ])
      expect(['object', 'string']).toContain(typeof parseClientHello(framed))
    }),
    { numRuns: 1_000 },
  )
})
