import { describe, expect, test } from 'vitest'
import { chooseFor } from '../../src/clients/choose.ts'
import { caFilesIn, clientEnvironment } from '../../src/clients/environment.ts'
import { clients } from '../../src/clients/index.ts'
import { isOwn } from '../../src/clients/setting.ts'

const place = { proxyUrl: 'http://127.0.0.1:4567', caFile: '/home/ca.pem', bundleFile: '/home/ca-bundle.pem' }

describe('every client but those of Java', () => {
  const env = clientEnvironment(place)
  for (const client of clients.filter(({ id }) => id !== 'java' && id !== 'maven')) {
    test.each(['http', 'https'] as const)(`${client.id} goes through us for %s`, (scheme) => {
      const target = { scheme, host: 'example.com', port: scheme === 'https' ? 443 : 80 }
      const { route, proxy, trust } = chooseFor(client, target, env)
      expect({ route, value: proxy?.value }).toEqual({ route: 'proxy', value: place.proxyUrl })
      if (client.trust.some(({ name }) => !isOwn(name)))
        expect(trust?.file).toBe(trust?.effect === 'adds' ? place.caFile : place.bundleFile)
    })
  }

  test('also on localhost, but for those that never do', () => {
    const target = { scheme: 'http', host: 'localhost', port: 3000 } as const
    const direct = clients.filter((client) => chooseFor(client, target, env).route === 'direct').map(({ id }) => id)
    expect(direct).toEqual(['go', 'ruby', 'java', 'maven'])
  })

  test('with a list, stays away from its hosts', () => {
    const listed = clientEnvironment({ ...place, noProxy: 'example.com' })
    const target = { scheme: 'https', host: 'example.com', port: 443 } as const
    for (const client of clients)
      expect([client.id, chooseFor(client, target, listed).route]).toEqual([client.id, 'direct'])
  })
})

test('NO_PROXY of the caller is emptied in both spellings', () => {
  expect(clientEnvironment(place)).toMatchObject({ NO_PROXY: '', no_proxy: '' })
})

test('git passes over a proxy in its config, after settings that are there already', () => {
  expect(clientEnvironment(place)).not.toHaveProperty('GIT_CONFIG_COUNT')
  expect(clientEnvironment({ ...place, existing: {} })).toMatchObject({
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.proxy',
    GIT_CONFIG_VALUE_0: place.proxyUrl,
  })
  const gitProxyKeys = ['http.https://a.test.proxy', 'remote.o.proxy']
  expect(clientEnvironment({ ...place, existing: { GIT_CONFIG_COUNT: '2' }, gitProxyKeys })).toMatchObject({
    GIT_CONFIG_COUNT: '5',
    GIT_CONFIG_KEY_2: 'http.proxy',
    GIT_CONFIG_KEY_4: 'remote.o.proxy',
    GIT_CONFIG_VALUE_4: place.proxyUrl,
  })
})

test('what the user added to a client’s roots stays: it is in the bundle', () => {
  const env = clientEnvironment({ ...place, existing: { NODE_EXTRA_CA_CERTS: '/corp.pem' } })
  expect(env).toMatchObject({ NODE_EXTRA_CA_CERTS: place.bundleFile, DENO_CERT: place.caFile })
})

test('Java only on demand, after options that are there already', () => {
  expect(clientEnvironment(place)).not.toHaveProperty('JAVA_TOOL_OPTIONS')
  const env = clientEnvironment({ ...place, java: true, existing: { JAVA_TOOL_OPTIONS: '-Xmx1g' } })
  expect(env['JAVA_TOOL_OPTIONS']).toMatch(/^-Xmx1g -Dhttp\.proxyHost=127\.0\.0\.1 /)
})

test('variables that name start-up files are among them', () => {
  expect(clientEnvironment({ ...place, startup: { WGETRC: '/w' } })).toMatchObject({ WGETRC: '/w' })
})

test('no variable injects code', () => {
  expect(Object.keys(clientEnvironment({ ...place, existing: {} }))).not.toContain('NODE_OPTIONS')
})

test('caFilesIn gathers each file once', () => {
  const env = { SSL_CERT_FILE: '/a', CURL_CA_BUNDLE: '/a', NODE_EXTRA_CA_CERTS: '/b', AWS_CA_BUNDLE: '' }
  expect(caFilesIn(env).sort()).toEqual(['/a', '/b'])
})
