import { describe, expect, test } from 'vitest'
import { checkParent, parentFor } from '../../src/kit/proxy-environment.ts'
import type { Environment } from '../../src/kit/proxy-environment.ts'

const http = { scheme: 'http', host: 'example.com', port: 80 } as const
const https = { scheme: 'https', host: 'example.com', port: 443 } as const
const own = [{ host: '127.0.0.1', port: 8080 }]
const environment = { kind: 'env' } as const

/** Short for a choice: where it goes, then why. */
function choose(target: typeof http | typeof https, env: Environment): string {
  const choice = parentFor(target, environment, env, own)
  return `${choice.kind === 'proxy' ? choice.url.host : choice.kind}: ${choice.because}`
}

describe('from the environment', () => {
  test.each([
    [http, {}, 'direct: no proxy variable is set'],
    [http, { http_proxy: 'http://lower' }, 'lower: http_proxy is set'],
    [http, { HTTP_PROXY: 'http://upper' }, 'direct: HTTP_PROXY counts in lower case only (as in curl)'],
    [http, { HTTP_PROXY: 'http://upper', ALL_PROXY: 'http://all' }, 'all: ALL_PROXY is set'],
    [http, { http_proxy: '', all_proxy: 'http://all' }, 'all: all_proxy is set'],
    [http, { HTTPS_PROXY: 'http://secure' }, 'direct: no proxy variable is set'],
    [https, { HTTPS_PROXY: 'http://upper' }, 'upper: HTTPS_PROXY is set'],
    [https, { HTTPS_PROXY: 'http://upper', https_proxy: 'http://lower' }, 'lower: https_proxy is set'],
    [https, { http_proxy: 'http://plain' }, 'direct: no proxy variable is set'],
    [https, { https_proxy: 'http://p', NO_PROXY: 'a.test,example.com' }, 'direct: NO_PROXY has "example.com"'],
    [https, { https_proxy: 'http://p', no_proxy: 'a.test', NO_PROXY: 'example.com' }, 'p: https_proxy is set'],
    [https, { https_proxy: 'http://p', no_proxy: 'example.com:80' }, 'p: https_proxy is set'],
  ] as const)('%o %o → %s', (target, env, expected) => expect(choose(target, env)).toBe(expected))

  test('--noproxy replaces NO_PROXY, also when empty; -U is the login', () => {
    const env = { https_proxy: 'http://a:b@p', NO_PROXY: 'example.com' }
    expect(parentFor(https, { ...environment, noProxy: '', user: 'c:d' }, env, own)).toEqual({
      kind: 'proxy',
      url: { scheme: 'http', host: 'p', port: 1080, user: 'c', password: 'd' },
      because: 'https_proxy is set',
    })
    expect(parentFor(https, { ...environment, noProxy: '.com' }, { https_proxy: 'http://p' }, own)).toEqual({
      kind: 'direct',
      because: '--noproxy has ".com"',
    })
  })
})

describe('from -x', () => {
  const explicit = { kind: 'url', url: 'socks5h://p:9050', noProxy: '' } as const

  test('wins over the environment', () => {
    expect(parentFor(https, explicit, { HTTPS_PROXY: 'http://other' }, own)).toEqual({
      kind: 'proxy',
      url: { scheme: 'socks5h', host: 'p', port: 9050 },
      because: '-x names it',
    })
  })

  test('exceptions beat it, and none means none', () => {
    expect(parentFor(https, { ...explicit, noProxy: '*' }, {}, own)).toMatchObject({ kind: 'direct' })
    expect(parentFor(https, { kind: 'none' }, { HTTPS_PROXY: 'http://other' }, own)).toMatchObject({ kind: 'direct' })
  })
})

test.each(['localhost', 'api.localhost', '127.0.0.2', '::1'])('%s is always direct', (host) => {
  expect(parentFor({ ...http, host }, { kind: 'url', url: 'http://p', noProxy: '' }, {}, own)).toEqual({
    kind: 'direct',
    because: `${host} is this machine`,
  })
})

describe('a proxy that is ourselves', () => {
  test.each(['http://127.0.0.1:8080', 'http://localhost:8080', '[::1]:8080'])('%s is ignored', (url) => {
    expect(parentFor(https, environment, { HTTPS_PROXY: url }, own)).toMatchObject({
      kind: 'ignored-self',
      variable: 'HTTPS_PROXY',
      because: expect.stringMatching(/^HTTPS_PROXY points at this proxy itself \(/),
    })
  })

  test('listening everywhere, loopback is us; another port or host is not', () => {
    const everywhere = [{ host: '0.0.0.0', port: 8080 }]
    expect(parentFor(https, environment, { HTTPS_PROXY: 'http://localhost:8080' }, everywhere).kind).toBe(
      'ignored-self',
    )
    expect(parentFor(https, environment, { HTTPS_PROXY: 'http://localhost:3128' }, own).kind).toBe('proxy')
    expect(parentFor(https, environment, { HTTPS_PROXY: 'http://10.0.0.1:8080' }, own).kind).toBe('proxy')
  })
})

test('checkParent finds a malformed variable at start and says how to go on without it', () => {
  expect(() => checkParent(environment, { https_proxy: 'ftp://p' })).toThrow(
    expect.objectContaining({ code: 'config_invalid', hint: 'Correct https_proxy, or ignore it with -x none.' }),
  )
  expect(() => checkParent({ kind: 'url', url: 'p:0', noProxy: '' }, {})).toThrow('in -x')
  expect(() => checkParent({ kind: 'none' }, { https_proxy: 'ftp://p' })).not.toThrow()
  expect(() => checkParent(environment, { https_proxy: 'http://p', HTTP_PROXY: 'ftp://p' })).not.toThrow()
})
