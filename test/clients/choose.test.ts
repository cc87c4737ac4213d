import { describe, expect, test } from 'vitest'
import { chooseFor, firstSet } from '../../src/clients/choose.ts'
import { curl } from '../../src/clients/curl.ts'
import { go } from '../../src/clients/go.ts'
import { java } from '../../src/clients/java.ts'
import { nodeFetch, nodeHttp } from '../../src/clients/node.ts'

const https = { scheme: 'https', host: 'example.com', port: 443 } as const
const http = { scheme: 'http', host: 'example.com', port: 80 } as const

describe('chooseFor', () => {
  test('says which variable decided', () => {
    expect(chooseFor(curl, https, { HTTPS_PROXY: 'http://p:1' })).toEqual({
      route: 'proxy',
      because: 'HTTPS_PROXY is set',
      proxy: { name: 'HTTPS_PROXY', value: 'http://p:1' },
    })
    expect(chooseFor(curl, http, { HTTP_PROXY: 'http://p:1' })).toEqual({
      route: 'direct',
      because: 'no variable it reads is set',
    })
  })

  test('names the exception', () => {
    expect(chooseFor(curl, https, { https_proxy: 'p:1', NO_PROXY: 'a.test, .example.com' })).toMatchObject({
      route: 'direct',
      exception: { variable: 'NO_PROXY', entry: '.example.com' },
    })
  })

  test('Node reads no variable until told to, by variable or by flag', () => {
    const env = { https_proxy: 'http://p:1' }
    expect(chooseFor(nodeHttp, https, env)).toMatchObject({ route: 'direct', because: 'NODE_USE_ENV_PROXY is not 1' })
    expect(chooseFor(nodeHttp, https, { ...env, NODE_USE_ENV_PROXY: '1' }).route).toBe('proxy')
    expect(chooseFor(nodeFetch, https, { ...env, NODE_OPTIONS: '--no-warnings --use-env-proxy' }).route).toBe('proxy')
  })

  test('a proxy that the client cannot use is told from none', () => {
    const on = { NODE_USE_ENV_PROXY: '1' }
    expect(chooseFor(nodeHttp, https, { ...on, https_proxy: 'p:3128' })).toMatchObject({
      route: 'unusable',
      because: 'https_proxy has no http:// in front',
    })
    expect(chooseFor(nodeHttp, https, { ...on, https_proxy: 'socks5://p:3128' })).toMatchObject({
      route: 'unusable',
      because: 'it cannot use the socks5:// proxy in https_proxy',
    })
    expect(chooseFor(curl, https, { https_proxy: 'p:3128' }).route).toBe('proxy')
  })

  test('Go never proxies loopback; Java reads no variable', () => {
    const env = { HTTP_PROXY: 'http://p:1' }
    expect(chooseFor(go, { ...http, host: 'localhost' }, env)).toMatchObject({ route: 'direct' })
    expect(chooseFor(go, http, env).route).toBe('proxy')
    expect(chooseFor(java, http, env)).toEqual({ route: 'direct', because: 'it reads no proxy variable' })
  })

  test('names the CA file in force and what it does to the store', () => {
    const env = { SSL_CERT_FILE: '/a.pem', CURL_CA_BUNDLE: '/b.pem', NODE_EXTRA_CA_CERTS: '/c.pem' }
    expect(chooseFor(curl, https, env).trust).toEqual({ name: 'CURL_CA_BUNDLE', effect: 'replaces', file: '/b.pem' })
    expect(chooseFor(nodeHttp, https, env).trust).toEqual({
      name: 'NODE_EXTRA_CA_CERTS',
      effect: 'adds',
      file: '/c.pem',
    })
  })
})

test('firstSet passes over empty variables', () => {
  expect(firstSet(['a', 'b'], { a: '', b: '1' })).toEqual({ name: 'b', value: '1' })
  expect(firstSet(['a'], {})).toBeUndefined()
})
