import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Settings } from '../../src/config/options.ts'
import { toSessionOptions } from '../../src/config/session-options.ts'
import { defaultOptions } from '../../src/model/options.ts'

const random = { bytes: (count: number) => new Uint8Array(count).fill(0xab) }
const make = (settings: Settings, env: Record<string, string> = {}) =>
  toSessionOptions({ settings, limits: {} }, { env, home: '/home/ann' }, random)

describe('toSessionOptions', () => {
  test('nothing said gives the defaults, a seed and a home', () => {
    const home = join('/home/ann', '.local', 'share', 'middlebox')
    expect(make({})).toEqual({ ...defaultOptions, seed: 'abababababababab', home })
  })

  test('what was said stands', () => {
    const settings: Settings = {
      listenPort: 0,
      listenHost: '::1',
      maxBody: 5,
      seed: 'ff',
      view: '~q',
      verbose: true,
      connectTimeout: 9,
      toxiproxyApi: 8474,
    }
    expect(make(settings)).toMatchObject({
      listen: [{ mode: 'forward', host: '::1', port: 0 }],
      history: { ...defaultOptions.history, maxBody: 5 },
      seed: 'ff',
      view: '~q',
      verbose: true,
      toxiproxyApi: 8474,
      upstream: { connectTimeout: 9 },
    })
    const limits = { headBytes: 7 }
    expect(toSessionOptions({ settings: {}, limits }, { env: {}, home: '/' }).limits).toEqual({
      ...defaultOptions.limits,
      headBytes: 7,
    })
  })

  test('a drawn seed is another each time', () => {
    const draw = () => toSessionOptions({ settings: {}, limits: {} }, { env: {}, home: '/' }).seed
    expect(draw()).toMatch(/^[0-9a-f]{16}$/)
    expect(draw()).not.toBe(draw())
  })
})

describe('the parent proxy', () => {
  test.each<[Settings, Record<string, string>, object]>([
    [{ proxy: 'none', noproxy: ['a'] }, {}, { kind: 'none' }],
    [{ proxyUser: 'u:p' }, {}, { kind: 'env', user: 'u:p' }],
    [{ noproxy: [] }, { NO_PROXY: 'x' }, { kind: 'env', noProxy: '' }],
    [{ proxy: 'p:1' }, { NO_PROXY: 'x' }, { kind: 'url', url: 'p:1', noProxy: 'x' }],
    [{ proxy: 'p:1', noproxy: ['a', 'b'] }, { no_proxy: 'x' }, { kind: 'url', url: 'p:1', noProxy: 'a,b' }],
    [{ proxy: 'p:1' }, {}, { kind: 'url', url: 'p:1', noProxy: '' }],
  ])('%j with %j', (settings, env, parent) => {
    expect(make(settings, env).upstream.parent).toEqual(parent)
  })
})

describe('client certificates', () => {
  test('a key goes with the certificate of the same host', () => {
    const settings: Settings = {
      cert: [{ file: 'any.pem' }, { host: 'a.test', file: 'a.pem' }],
      key: [{ host: 'a.test', file: 'a.key' }],
    }
    expect(make(settings).upstream.clientCertificates).toEqual([
      { cert: 'any.pem' },
      { host: 'a.test', cert: 'a.pem', key: 'a.key' },
    ])
  })

  test('a key alone is an error', () => {
    expect(() => make({ key: [{ host: 'a.test', file: 'k' }] })).toThrowError(
      '--key: Expected a --cert for a.test to go with "k", got none.',
    )
    expect(() => make({ cert: [{ host: 'a.test', file: 'c' }], key: [{ file: 'k' }] })).toThrowError(
      /a --cert without a host/,
    )
  })
})
