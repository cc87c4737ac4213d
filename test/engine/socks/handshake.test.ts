import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeAddress } from '../../../src/engine/socks/address.ts'
import { createSocksHandshake, type SocksOutcome } from '../../../src/engine/socks/handshake.ts'

type End = { replies: number[]; host?: string; port?: number; rest?: string; error?: string }

/** Feeds pieces until the end; bytes that are left then belong to the rest. */
function run(pieces: readonly Uint8Array[]): End {
  const handshake = createSocksHandshake()
  const end: End = { replies: [] }
  for (const [index, piece] of pieces.entries()) {
    const step = handshake.feed(piece)
    end.replies.push(...(step.reply ?? []))
    if (step.error !== undefined) return { ...end, error: step.error }
    if (!step.done) continue
    const rest = Buffer.concat([step.done.rest, ...pieces.slice(index + 1)]).toString('latin1')
    return { ...end, host: step.done.host, port: step.done.port, rest }
  }
  return end
}

const whole = (bytes: readonly number[]) => run([Uint8Array.from(bytes)])
const connect = (host: string, port: number) => [5, 1, 0, ...encodeAddress(host, port)!]
const greeting = [5, 2, 0, 2]
const refused5 = (code: number) => [5, 0, 5, code, 0, 1, 0, 0, 0, 0, 0, 0]
const refused4 = [0, 91, 0, 0, 0, 0, 0, 0]

describe('what is asked for', () => {
  test.each([
    ['an IPv4 address', [...greeting, ...connect('10.0.0.1', 80)], '10.0.0.1', 80, [5, 0]],
    ['an IPv6 address', [...greeting, ...connect('2001:db8::1', 443)], '2001:db8::1', 443, [5, 0]],
    ['a name', [5, 1, 0, ...connect('API.test', 443)], 'api.test', 443, [5, 0]],
    ['SOCKS4', [4, 1, 0, 80, 10, 0, 0, 1, 109, 101, 0], '10.0.0.1', 80, []],
    ['SOCKS4a', [4, 1, 1, 187, 0, 0, 0, 7, 0, ...Buffer.from('a.test'), 0], 'a.test', 443, []],
  ])('%s', (_name, bytes, host, port, replies) => {
    expect(whole([...bytes, 72, 105])).toEqual({ replies, host, port, rest: 'Hi' })
  })

  test('is the same in whatever pieces it comes', () => {
    const port = fc.integer({ min: 1, max: 65_535 })
    const five = fc
      .tuple(fc.uint8Array({ maxLength: 255 }), fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain()), port)
      .map(([methods, host, number]) => [5, methods.length, ...methods, ...connect(host, number)])
    const text = fc.uint8Array({ min: 1, max: 255, maxLength: 255 })
    const four = fc
      .tuple(port, fc.uint8Array({ minLength: 4, maxLength: 4 }), text, text)
      .map(([number, ip, user, name]) => [4, 1, number >> 8, number & 255, ...ip, ...user, 0, ...name, 0])
    fc.assert(
      fc.property(fc.oneof(five, four), fc.array(fc.nat(600)), (bytes, cuts) => {
        const all = Uint8Array.from([...bytes, 1, 2, 3])
        const places = [0, ...cuts.filter((cut) => cut < all.length).sort((a, b) => a - b), all.length]
        const pieces = places.slice(1).map((place, index) => all.subarray(places[index], place))
        const expected = run([all])
        expect(run(pieces)).toEqual(expected)
        expect(run([...all].map((byte) => Uint8Array.of(byte)))).toEqual(expected)
      }),
    )
  })

  test('the caller may reuse its buffer', () => {
    const handshake = createSocksHandshake()
    const buffer = Buffer.alloc(1)
    let done
    for (const byte of [...greeting, ...connect('a.test', 80)]) {
      buffer[0] = byte
      done = handshake.feed(buffer).done
    }
    expect(done).toMatchObject({ host: 'a.test', port: 80 })
  })
})

describe('what is refused', () => {
  test.each([
    [
      'a client that insists on a password',
      [5, 1, 2],
      [5, 255],
      'Expected a client that needs no authentication, got one that offers methods 2',
    ],
    [
      'a client without any method',
      [5, 0],
      [5, 255],
      'Expected a client that needs no authentication, got one that offers methods none',
    ],
    ['BIND', [5, 1, 0, 5, 2], refused5(7), 'Expected the command CONNECT, got BIND'],
    ['UDP', [5, 1, 0, 5, 3], refused5(7), 'Expected the command CONNECT, got UDP ASSOCIATE'],
    [
      'an unknown address type',
      [5, 1, 0, 5, 1, 0, 9],
      refused5(8),
      'Expected an IPv4 address, an IPv6 address or a name, got address type 9',
    ],
    ['an empty name', [5, 1, 0, 5, 1, 0, 3, 0, 0, 80], refused5(1), 'Expected a host and a port from 1, got "" and 80'],
    [
      'port 0',
      [5, 1, 0, ...connect('a.test', 0)],
      refused5(1),
      'Expected a host and a port from 1, got "a.test" and 0',
    ],
    ['another version in the request', [5, 1, 0, 4], refused5(1), 'Expected SOCKS version 5, got 4'],
    ['SOCKS4 BIND', [4, 2], refused4, 'Expected the command CONNECT, got BIND'],
    [
      'an endless user',
      [4, 1, 0, 80, 1, 1, 1, 1, ...new Array<number>(256).fill(97)],
      refused4,
      'Expected a user of at most 255 bytes',
    ],
    [
      'an endless name',
      [4, 1, 0, 80, 0, 0, 0, 1, 0, ...new Array<number>(256).fill(97)],
      refused4,
      'Expected a name of at most 255 bytes',
    ],
    ['something else', [71], [], 'Expected SOCKS version 4 or 5, got 71'],
  ])('%s', (_name, bytes, replies, error) => {
    expect(whole(bytes)).toEqual({ replies, error })
  })

  test('any bytes end in a target, an error or a wait, and hold little', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 700 }), (bytes) => {
        const end = run([bytes])
        // The longest greeting and request together: 2 + 255 + 4 + 1 + 255 + 2.
        if (end.host === undefined && end.error === undefined) expect(bytes.length).toBeLessThan(530)
      }),
    )
  })

  test('bytes after the end are a mistake of the caller', () => {
    const handshake = createSocksHandshake()
    handshake.feed(Uint8Array.of(71))
    expect(() => handshake.feed(Uint8Array.of(5))).toThrow('is over')
  })
})

test.each<[SocksOutcome, number, number]>([
  ['granted', 0, 90],
  ['failed', 1, 91],
  ['not_allowed', 2, 91],
  ['network_unreachable', 3, 91],
  ['host_unreachable', 4, 91],
  ['refused', 5, 91],
])('the answer %s is in the version of the client', (outcome, five, four) => {
  const answer = (bytes: number[]) => {
    const handshake = createSocksHandshake()
    handshake.feed(Uint8Array.from(bytes))
    return [...handshake.answer(outcome)]
  }
  expect(answer([...greeting, ...connect('a.test', 80)])).toEqual([5, five, 0, 1, 0, 0, 0, 0, 0, 0])
  expect(answer([4, 1, 0, 80, 10, 0, 0, 1, 0])).toEqual([0, four, 0, 0, 0, 0, 0, 0])
})
