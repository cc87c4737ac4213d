import { describe, expect, test } from 'vitest'
import { chooseFor } from '../../src/clients/choose.ts'
import { httpx, pip, requests, urllib } from '../../src/clients/python.ts'
import { testLive } from '../support/client-probe.ts'

testLive(requests)
testLive(urllib)

const target = { scheme: 'https', host: 'pypi.org', port: 443 } as const

describe('pip', () => {
  test('prefers its own variables and else does as requests does', () => {
    expect(chooseFor(pip, target, { PIP_PROXY: 'http://a:1', https_proxy: 'http://b:1' }).proxy?.name).toBe('PIP_PROXY')
    expect(chooseFor(pip, target, { https_proxy: 'http://b:1' }).proxy?.name).toBe('https_proxy')
    expect(chooseFor(pip, target, { PIP_CERT: '/a' }).trust?.file).toBe('/a')
  })

  test('takes the CA file of requests before its own, as requests does with what its session was given', () => {
    const env = { PIP_CERT: '/a', REQUESTS_CA_BUNDLE: '/b' }
    expect(chooseFor(pip, target, env).trust?.file).toBe('/b')
  })

  test('forgets NO_PROXY where its own proxy is set', () => {
    const env = { PIP_PROXY: 'http://a:1', NO_PROXY: 'pypi.org' }
    expect(chooseFor(pip, target, env).route).toBe('proxy')
    expect(chooseFor(pip, target, { ...env, PIP_PROXY: '', https_proxy: 'http://b:1' }).route).toBe('direct')
  })

  test('accepts any certificate of a trusted host', () => {
    const unverified = (PIP_TRUSTED_HOST: string) => chooseFor(pip, target, { PIP_TRUSTED_HOST }).unverified?.name
    expect(unverified('a.test pypi.org')).toBe('PIP_TRUSTED_HOST')
    expect(unverified('pypi.org:443')).toBe('PIP_TRUSTED_HOST')
    expect(unverified('pypi.org:8443 *')).toBeUndefined()
  })

  test('gets no explicit proxy where exceptions are wanted, for it would forget them', () => {
    const place = { proxyUrl: 'http://127.0.0.1:1', caFile: '/c', bundleFile: '/b' }
    expect(pip.settings?.({ ...place, noProxy: '' })).toEqual({ PIP_PROXY: 'http://127.0.0.1:1' })
    expect(pip.settings?.({ ...place, noProxy: 'localhost' })).toEqual({})
  })
})

test.each([
  ['pypi.org', 'direct'],
  ['.pypi.org', 'proxy'],
  ['.org', 'direct'],
  ['a.test,*', 'direct'],
  ['10.0.0.0/8', 'proxy'],
])('httpx with NO_PROXY=%s goes %s', (NO_PROXY, route) => {
  expect(chooseFor(httpx, target, { https_proxy: 'http://p:1', NO_PROXY }).route).toBe(route)
})
