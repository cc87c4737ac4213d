import fc from 'fast-check'
import { isIP, BlockList } from 'node:net'
import { describe, expect, test } from 'vitest'
import { inNetwork, isLoopback, isPrivate, parseIp, parseNetwork } from '../../src/kit/ip.ts'

describe('parseIp', () => {
  test.each([
    '0.0.0.0',
    '192.0.2.1',
    '255.255.255.255',
    '::',
    '::1',
    '1::',
    'fd12:3456::1',
    '::ffff:192.0.2.1',
    'fe80::1%eth0',
  ])('accepts %s', (text) => expect(parseIp(text)?.length).toBe(text.includes(':') ? 16 : 4))

  test.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '01.2.3.4',
    '1.2.3.4 ',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7:8:9',
    '[::1]',
    '1.2.3.4::',
    'g::1',
    '1:2:3:4:5:6:7::8:9',
    'example.com',
  ])('refuses %j', (text) => expect(parseIp(text)).toBeUndefined())

  test('reads the IPv4 tail of an IPv6 address', () => {
    expect(parseIp('64:ff9b::192.0.2.33')).toEqual(parseIp('64:ff9b::c000:221'))
  })

  test('agrees with Node on what is an address', () => {
    const word = fc.oneof(fc.ipV4(), fc.ipV6(), fc.string({ unit: fc.constantFrom(...'01a:.f'), maxLength: 20 }))
    fc.assert(
      fc.property(word, (text) => {
        expect(parseIp(text) !== undefined).toBe(isIP(text) !== 0)
      }),
    )
  })
})

describe('networks', () => {
  test('agree with Node’s BlockList', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, network, bits) => {
        const list = new BlockList()
        list.addSubnet(network, bits, 'ipv4')
        expect(inNetwork(parseIp(address)!, parseIp(network)!, bits)).toBe(list.check(address, 'ipv4'))
      }),
    )
  })

  test.each([
    ['fd12::1', 'fd00::/8', true],
    ['fd12::1', 'fc00::/7', true],
    ['2001:db8::1', 'fc00::/7', false],
    ['192.0.2.1', '::/0', false],
  ])('%s in %s: %s', (address, text, expected) => {
    const { network, bits } = parseNetwork(text)!
    expect(inNetwork(parseIp(address)!, network, bits)).toBe(expected)
  })

  test.each(['10.0.0.0', '10.0.0.0/', '10.0.0.0/33', '::/129', 'example.com/8', '10.0.0.0/-1'])('%s is none', (text) =>
    expect(parseNetwork(text)).toBeUndefined(),
  )
})

test.each([
  ['localhost', true],
  ['LOCALHOST.', true],
  ['api.localhost', true],
  ['notlocalhost', false],
  ['localhost.example.com', false],
  ['127.0.0.1', true],
  ['127.255.0.9', true],
  ['128.0.0.1', false],
  ['0.0.0.0', true],
  ['::1', true],
  ['::', true],
  ['::2', false],
  ['::ffff:127.0.0.1', true],
  ['::ffff:10.0.0.1', false],
])('isLoopback(%s) is %s', (host, expected) => expect(isLoopback(host)).toBe(expected))

test('private are the networks of RFC 1918 and their like, and names outside the public DNS', () => {
  const near = [
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.1.1',
    '100.64.0.1',
    'fd00::1',
    'fe80::1',
    'db',
    'a.test',
    'x.internal',
    'pi.local.',
  ]
  expect(near.filter((host) => !isPrivate(host))).toEqual([])
  const far = ['8.8.8.8', '172.32.0.1', '2001:db8::1', 'example.com', 'local.example', '127.0.0.1']
  expect(far.filter(isPrivate)).toEqual([])
})
