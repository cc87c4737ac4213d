import { describe, expect, test } from 'vitest'
import { createSocksConnect } from '../../../src/engine/upstream/parent-socks.ts'
import type { Negotiation, Step } from '../../../src/engine/upstream/negotiation.ts'
import type { ParentScheme } from '../../../src/kit/proxy-environment.ts'
import { byteByByte, converse } from '../../support/negotiations.ts'

function begin(scheme: ParentScheme, host: string, login: { user?: string; password?: string } = {}): Negotiation {
  const negotiation = createSocksConnect({ scheme, host: 'proxy.test', port: 1080, ...login }, host, 443)
  if (typeof negotiation === 'string') throw new Error(negotiation)
  return negotiation
}

const restOf = (step: Step) => (step.kind === 'done' ? Buffer.from(step.rest).toString() : step.kind)
const who = (scheme: string) => `the parent proxy ${scheme}://proxy.test:1080`
const granted5 = Uint8Array.of(5, 0, 0, 1, 10, 0, 0, 1, 0, 80)
const failed = (message: string, more = {}) => ({
  kind: 'failed',
  trouble: { failure: { code: 'parent_refused', message, leg: 'upstream' }, ...more },
})

describe('SOCKS5', () => {
  test.each([
    ['10.0.0.1', [1, 10, 0, 0, 1]],
    ['2001:db8::1', [4, 0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]],
    ['a.test', [3, 6, ...Buffer.from('a.test')]],
  ])('%s is asked for', (host, address) => {
    for (const pieces of [undefined, byteByByte]) {
      const { said, step } = converse(begin('socks5h', host), [Uint8Array.of(5, 0), granted5], pieces)
      expect(said.map((bytes) => [...bytes])).toEqual([
        [5, 1, 0],
        [5, 1, 0, ...address, 1, 187],
      ])
      expect(restOf(step)).toBe('')
    }
  })

  test('a user name and password are given when asked for', () => {
    const negotiation = begin('socks5', '10.0.0.1', { user: 'ü', password: 'pw' })
    const { said, step } = converse(negotiation, [Uint8Array.of(5, 2), Uint8Array.of(1, 0), granted5], byteByByte)
    expect([...said[0]!]).toEqual([5, 2, 0, 2])
    expect([...said[1]!]).toEqual([1, 2, ...Buffer.from('ü'), 2, ...Buffer.from('pw')])
    expect(step.kind).toBe('done')
  })

  test('what comes after the reply is the tunnel, after a bound name as well', () => {
    const reply = Uint8Array.of(5, 0, 0, 3, 1, 97, 0, 80, 72, 105)
    const { step } = converse(begin('socks5', 'a.test'), [Uint8Array.of(5, 0), reply])
    expect(restOf(step)).toBe('Hi')
  })

  test.each([
    [[[5, 255]], {}, 'wants a user name and password'],
    [[[5, 255]], { user: 'u' }, 'accepts neither a password nor none'],
    [[[5, 2]], {}, 'chose a method that was not offered (2)'],
    [
      [
        [5, 2],
        [1, 1],
      ],
      { user: 'u', password: 'p' },
      'does not accept the user name and password given',
    ],
    [[[72, 84]], {}, 'does not speak SOCKS5'],
    [[[5, 0], [72]], {}, 'does not speak SOCKS5'],
    [
      [
        [5, 0],
        [5, 0, 0, 9, 0],
      ],
      {},
      'sent a malformed SOCKS5 reply',
    ],
  ])('%j with %j', (answers, login, message) => {
    const { step } = converse(
      begin('socks5', 'a.test', login),
      answers.map((bytes) => Uint8Array.from(bytes)),
    )
    expect(step).toEqual(failed(`${who('socks5')} ${message}`))
  })

  test.each([
    [2, 'not allowed by its rules (2)'],
    [4, 'host unreachable (4)'],
    [5, 'connection refused (5)'],
    [99, 'unknown reply (99)'],
  ])('reply %i', (code, message) => {
    const { step } = converse(begin('socks5', 'a.test'), [Uint8Array.of(5, 0), Uint8Array.of(5, code)])
    const text = `${who('socks5')} refused the connection to a.test:443: ${message}`
    expect(step).toEqual(failed(text, { otherAddress: true }))
  })

  test('what it cannot carry is said before anything is', () => {
    const parent = { scheme: 'socks5h', host: 'proxy.test', port: 1080 } as const
    expect(createSocksConnect(parent, 'a'.repeat(256), 443)).toBe('SOCKS5 carries names of 1 to 255 bytes, got 256')
    expect(createSocksConnect({ ...parent, user: 'u'.repeat(256) }, 'a', 443)).toContain('at most 255 bytes')
  })
})

describe('SOCKS4', () => {
  test('an address with a user, in any pieces', () => {
    for (const pieces of [undefined, byteByByte]) {
      const { said, step } = converse(
        begin('socks4', '10.0.0.1', { user: 'me' }),
        [Uint8Array.of(0, 90, 0, 0, 0, 0, 0, 0)],
        pieces,
      )
      expect([...said[0]!]).toEqual([4, 1, 1, 187, 10, 0, 0, 1, 109, 101, 0])
      expect(step.kind).toBe('done')
    }
  })

  test('4a: a name, which the proxy resolves', () => {
    expect([...begin('socks4a', 'a.test').opening]).toEqual([4, 1, 1, 187, 0, 0, 0, 1, 0, ...Buffer.from('a.test'), 0])
    expect([...begin('socks4a', '10.0.0.1').opening].slice(4)).toEqual([10, 0, 0, 1, 0])
  })

  test('refusals and nonsense', () => {
    const ask = (bytes: number[]) => converse(begin('socks4', '10.0.0.1'), [Uint8Array.from(bytes)]).step
    expect(ask([0, 91])).toEqual(
      failed(`${who('socks4')} refused the connection to 10.0.0.1:443: rejected or failed (91)`, {
        otherAddress: true,
      }),
    )
    expect(ask([5, 0])).toEqual(failed(`${who('socks4')} does not speak SOCKS4`))
    expect(begin('socks4', '10.0.0.1').closed(undefined).failure.message).toBe(
      `${who('socks4')} closed the connection before it answered for 10.0.0.1:443`,
    )
  })

  test('what it cannot carry', () => {
    const parent = { scheme: 'socks4', host: 'proxy.test', port: 1080 } as const
    expect(createSocksConnect(parent, 'a.test', 1)).toBe('SOCKS4 carries IPv4 addresses only')
    expect(createSocksConnect({ ...parent, scheme: 'socks4a' }, '::1', 1)).toBe('SOCKS4a cannot carry IPv6 addresses')
    expect(createSocksConnect({ ...parent, user: 'a\0b' }, '10.0.0.1', 1)).toContain('a zero byte')
  })
})
