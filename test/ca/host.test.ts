import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isName, readHost } from '../../src/ca/host.ts'

describe('readHost', () => {
  test.each([
    ['Example.COM', 'example.com'],
    ['example.com.', 'example.com'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['a_b.example.com', 'a_b.example.com'],
    ['*.example.com', '*.example.com'],
  ])('%s is the name %s', (text, name) => {
    expect(readHost(text)).toEqual({ kind: 'dns', name })
  })

  test.each([
    ['127.0.0.1', '7f000001'],
    ['[::1]', '00000000000000000000000000000001'],
    ['fe80::1%eth0', 'fe800000000000000000000000000001'],
  ])('%s is an address', (text, bytes) => {
    const host = readHost(text)
    expect(host.kind === 'ip' && Buffer.from(host.bytes).toString('hex')).toBe(bytes)
  })

  test.each(['', 'a b', 'a\0b', '.', 'a..b', `${'a'.repeat(64)}.test`, 'a.'.repeat(127) + 'toolong'])(
    'what cannot stand in a certificate is nobody: %j',
    (text) => {
      expect(readHost(text)).toEqual({ kind: 'dns', name: 'host.invalid' })
    },
  )

  test('any text gives a host that can be written, and no exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const host = readHost(text)
        expect(host.kind === 'ip' ? host.bytes.length === 4 || host.bytes.length === 16 : isName(host.name)).toBe(true)
      }),
    )
  })
})
