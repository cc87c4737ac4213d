import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode, encode } from '../../src/ca/asn1.ts'
import { createAuthority } from '../../src/ca/authority.ts'
import { readHost } from '../../src/ca/host.ts'
import {
  covers,
  decodeConstraints,
  describeConstraints,
  encodeConstraints,
  parsePermits,
} from '../../src/ca/name-constraints.ts'
import { systemClock } from '../../src/kit/clock.ts'
import { systemRandom } from '../../src/kit/random.ts'
import { has, judge, testRoot } from '../support/authority.ts'

const permits = ['*.corp.example', 'api.test', '10.0.0.0/8', '192.168.1.5', '2001:db8::/32']
const shown = ['*.corp.example', '*.api.test', '10.0.0.0/8', '192.168.1.5/32', '2001:db8::/32']

test('permits are names, addresses and networks; none is no constraint', () => {
  expect(parsePermits([])).toBeUndefined()
  expect(describeConstraints(parsePermits(permits)!)).toEqual(shown)
})

test.each(['*', '', '*.*.example', 'a b', '10.0.0.0/33', '1.2.3', 'https://a.test'])(
  '%j is refused with what was expected and found',
  (permit) => {
    expect(() => parsePermits([permit])).toThrow(`got '${permit}'`)
  },
)

test('what is written is read back', () => {
  const written = decodeConstraints(decode(encode(encodeConstraints(parsePermits(permits)!))))
  expect(describeConstraints(written)).toEqual(shown)
})

test('any network is written with its host bits off and its length kept', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 4, maxLength: 4 }), fc.integer({ min: 0, max: 32 }), (network, bits) => {
      const [read] = decodeConstraints(encodeConstraints({ names: [], networks: [{ network, bits }] })).networks
      expect(read!.bits).toBe(bits)
      expect(covers({ names: [], networks: [read!] }, { kind: 'ip', bytes: network })).toBe(true)
    }),
  )
})

describe('covers', () => {
  const constraints = parsePermits(permits)
  test.each(['corp.example', 'a.b.corp.example', '10.1.2.3', '192.168.1.5', '2001:db8::7'])('%s', (host) => {
    expect(covers(constraints, readHost(host))).toBe(true)
    expect(covers(undefined, readHost(host))).toBe(true)
  })
  test.each(['notcorp.example', 'example', '11.0.0.1', '192.168.1.6', '::1'])('not %s', (host) => {
    expect(covers(constraints, readHost(host))).toBe(false)
  })
})

describe.skipIf(!has('openssl', 'version'))('OpenSSL agrees', () => {
  const verdict = (wished: string[], host: string) => {
    const authority = createAuthority(testRoot({ permits: wished }), '', { clock: systemClock, random: systemRandom })
    const check = readHost(host).kind === 'ip' ? '-verify_ip' : '-verify_hostname'
    return judge('openssl', { ca: authority.pem, leaf: authority.leafFor(host).cert }, ({ ca, leaf }) => [
      ...['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', ca!, check, host, leaf!],
    ])
  }

  test.each([
    [['*.corp.example'], 'corp.example'],
    [['*.corp.example'], 'a.corp.example'],
    [['a.corp.example'], 'a.corp.example'],
    [['10.0.0.0/8'], '10.1.2.3'],
    [['*.corp.example', '2001:db8::/32'], '2001:db8::7'],
  ])('%j lets %s pass', (wished, host) => {
    expect(verdict(wished, host)).toMatchObject({ code: 0 })
  })

  test.each([
    ['another name', ['*.corp.example'], 'a.other.example', /permitted subtree violation/],
    ['any address without a permit for one', ['*.corp.example'], '10.1.2.3', /excluded subtree violation/],
    ['IPv6 with a permit for IPv4 only', ['10.0.0.0/8'], '::1', /permitted subtree violation/],
    ['another network', ['10.0.0.0/8'], '11.0.0.1', /permitted subtree violation/],
    ['any name without a permit for one', ['10.0.0.0/8'], 'a.corp.example', /excluded subtree violation/],
  ])('%s is refused', (_, wished, host, reason) => {
    const { code, out } = verdict(wished, host)
    expect(code).not.toBe(0)
    expect(out).toMatch(reason)
  })
})
