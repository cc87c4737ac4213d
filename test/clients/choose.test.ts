import { describe, expect, test } from 'vitest'
import { chooseFor } from '../../src/clients/choose.ts'
import { curl } from '../../src/clients/curl.ts'
import { git } from '../../src/clients/git.ts'
import { go } from '../../src/clients/go.ts'
import { java } from '../../src/clients/java.ts'
import { nodeFetch, nodeHttp } from '../../src/clients/node.ts'
import { npm } from '../../src/clients/npm.ts'
import { pip } from '../../src/clients/python.ts'

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

  test('a setting of its own config stands where its description puts it, and says where', () => {
    const proxy = { name: 'proxy', value: 'http://f:1', place: '~/.curlrc:1' }
    const own = { 'curlrc proxy': proxy }
    const env = { https_proxy: 'http://p:1', NO_PROXY: 'other.test' }
    expect(chooseFor(curl, https, env, own)).toEqual({ route: 'proxy', because: 'proxy in ~/.curlrc:1', proxy })
    expect(chooseFor(curl, https, { NO_PROXY: 'example.com' }, own).because).toBe('NO_PROXY has example.com')
    const empty = { 'curlrc proxy': { ...proxy, value: '' } }
    expect(chooseFor(curl, https, env, empty)).toMatchObject({
      route: 'direct',
      because: 'proxy in ~/.curlrc:1 says none',
    })
    const list = { 'curlrc noproxy': { name: 'noproxy', value: '', place: '~/.curlrc:2' } }
    expect(chooseFor(curl, https, { ...env, NO_PROXY: 'example.com' }, list).route).toBe('proxy')
  })

  test('npm asks two lists of exceptions', () => {
    const env = { https_proxy: 'http://p:1', npm_config_noproxy: 'a.test', NO_PROXY: 'example.com' }
    expect(chooseFor(npm, https, env).because).toBe('NO_PROXY has example.com')
    expect(chooseFor(npm, { ...https, host: 'a.test' }, env).because).toBe('npm_config_noproxy has a.test')
  })

  test('an explicit proxy of pip’s knows no exceptions, from a file neither', () => {
    const own = { 'pip.conf proxy': { name: 'proxy', value: 'http://f:1', place: '/etc/pip.conf:2' } }
    expect(chooseFor(pip, https, { NO_PROXY: 'example.com' }, own).route).toBe('proxy')
  })

  test('verification that is switched off is told with what does it', () => {
    const off = { NODE_TLS_REJECT_UNAUTHORIZED: '0' }
    expect(chooseFor(nodeHttp, https, off).unverified).toEqual({ name: 'NODE_TLS_REJECT_UNAUTHORIZED', value: '0' })
    expect(chooseFor(nodeHttp, https, { NODE_TLS_REJECT_UNAUTHORIZED: 'false' })).not.toHaveProperty('unverified')
    expect(chooseFor(npm, https, off)).not.toHaveProperty('unverified')
    expect(chooseFor(git, https, { GIT_SSL_NO_VERIFY: '' }).unverified?.name).toBe('GIT_SSL_NO_VERIFY')
  })

  test('the first setting of verification decides, whichever way', () => {
    const own = { 'npmrc strict-ssl': { name: 'strict-ssl', value: 'false', place: '~/.npmrc:1' } }
    expect(chooseFor(npm, https, {}, own).unverified?.place).toBe('~/.npmrc:1')
    expect(chooseFor(npm, https, { npm_config_strict_ssl: 'true' }, own)).not.toHaveProperty('unverified')
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
